import type { LiveSeries } from './series.js';

/** Whether a series is what is looked for. */
export type Matcher = (series: Pick<LiveSeries, 'searchText' | 'tags'>) => boolean;

/** All words must be there: `key:value` as a tag, `key:` as a tag's key, any other anywhere in the name or a tag. */
export function createMatcher(search: string): Matcher {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .map(readWord);
  return (series) => words.every((matches) => matches(series));
}

function readWord(word: string): Matcher {
  const colon = word.indexOf(':');
  if (colon <= 0) return ({ searchText }) => searchText.includes(word);
  const key = word.slice(0, colon);
  const value = word.slice(colon + 1);
  const line = value === '' ? `\n${word}` : `\n${word}\n`;
  return ({ searchText, tags }) => searchText.includes(line) && tags.some((tag) => isTag(tag, key, value));
}

/** A line feed in a name, or a colon in a key, may look like a tag. */
function isTag([key, value]: readonly [string, string], wantedKey: string, wantedValue: string): boolean {
  return key.toLowerCase() === wantedKey && (wantedValue === '' || value.toLowerCase() === wantedValue);
}
