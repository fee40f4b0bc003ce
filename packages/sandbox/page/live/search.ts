import type { LiveQuery } from '../../src/live/messages.ts';
import type { Tag } from '../../src/statsd/record.ts';

/** The search with the words that find a tag, each once. */
export function withTag(search: string, tag: Tag): string {
  return [...new Set([...wordsOf(search), ...wordsOfTag(tag)])].join(' ');
}

/** `key:value`; where white space or a colon would make something else of it, the words that are in the tag. */
function wordsOfTag([key, value]: Tag): readonly string[] {
  const isSimple = /^[^\s:]+$/.test(key) && !/\s/.test(value);
  return isSimple ? [`${key}:${value}`] : wordsOf(`${key} ${value}`.replaceAll(':', ' '));
}

function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** What a click on a tag changes. */
export function searchTag(tag: Tag): (query: LiveQuery) => Partial<LiveQuery> {
  return ({ search = '' }) => ({ search: withTag(search, tag), offset: 0 });
}
