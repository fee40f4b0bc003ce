import { expected, type Parsed, type Parser } from './parser.js';

type KeyValues = Readonly<Record<string, string>>;

/** Pairs of text: an object in code; in a variable `key=value,key2=value2` or `key:value,…`. */
export function keyValues(): Parser<KeyValues> {
  const allowed = 'an object whose values are text';
  const allowedText = 'key=value pairs separated by commas';
  return {
    allowed,
    allowedText,
    fromCode(value) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return expected(allowed);
      const entries = Object.entries(value);
      return entries.every(([key]) => key !== '') && entries.every(([, text]) => typeof text === 'string')
        ? { value: Object.fromEntries(entries) }
        : expected(`${allowed} and whose names are not empty`);
    },
    fromText: (text) => fromPairs(text) ?? expected(allowedText),
  };
}

/** The first `=` or `:` of a pair parts it; what follows belongs to the value. The later of two same keys wins. */
function fromPairs(text: string): Parsed<KeyValues> | undefined {
  const entries: [string, string][] = [];
  for (const pair of text.split(',')) {
    if (pair.trim() === '') continue;
    const at = pair.search(/[=:]/);
    const key = pair.slice(0, Math.max(at, 0)).trim();
    if (key === '') return undefined;
    entries.push([key, pair.slice(at + 1).trim()]);
  }
  return entries.length > 0 ? { value: Object.fromEntries(entries) } : undefined;
}
