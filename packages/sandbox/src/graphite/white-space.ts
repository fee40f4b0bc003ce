/**
 * What Python's `str.split()` splits at: also NBSP, U+0085 and four separators that JavaScript's `\s` has not.
 * Source: carbon lib/carbon/protocols.py
 */
const characters = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';

const threeFields = new RegExp(`^([^${characters}]+) ([^${characters}]+) ([^${characters}]+)$`);
const field = new RegExp(`[^${characters}]+`, 'g');
const surroundings = new RegExp(`^[${characters}]+|[${characters}]+$`, 'g');

/** One white space character, as Python sees it. */
export const whiteSpace = new RegExp(`[${characters}]`);

/** A piece of a line, and where it begins, counted from 1. */
export interface Field {
  readonly text: string;
  readonly column: number;
}

/** The three fields of a line that has one space between them and nothing around; otherwise nothing. */
export function splitStrictly(line: string): readonly [Field, Field, Field] | undefined {
  const found = threeFields.exec(line);
  if (found === null) return undefined;
  const [, path, value, timestamp] = found as unknown as readonly [string, string, string, string];
  return [
    { text: path, column: 1 },
    { text: value, column: path.length + 2 },
    { text: timestamp, column: path.length + value.length + 3 },
  ];
}

/** The fields of a line as Python's `split()` gives them. */
export function splitFields(line: string): readonly Field[] {
  return [...line.matchAll(field)].map(({ 0: text, index }) => ({ text, column: index + 1 }));
}

/** The text without white space around it, as Python's `strip()` gives it. */
export function strip(text: string): string {
  return text.replace(surroundings, '');
}

/** The lines of a datagram as Python's `splitlines()` gives them. */
export function splitLines(text: string): readonly string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Python ends lines at these
  const lines = text.split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
