import { shorten } from '@otelwire/core';

/** What would end a field or the line: bars, control characters, and the line ends of Unicode. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
const DELIMITERS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029|]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;
const MAX_FIELD_CHARACTERS = 200;

/** A field of an event or service check, from its letter on; nothing for one that is absent or empty. */
export function field(letter: string, value: unknown): string {
  if (value === undefined || value === null || value === '') return '';
  return `|${letter}:${fieldText(String(value))}`;
}

export function fieldText(value: string): string {
  return shorten(value.replace(DELIMITERS, '_'), MAX_FIELD_CHARACTERS);
}

/** Text in one line: the Agent makes a line break of the two characters `\n`. Other control characters become spaces. */
export function escapedText(text: string): string {
  return text.replace(/\r\n|\r|\n/g, '\\n').replace(CONTROLS, ' ');
}

/** `text` in at most `maxBytes` of UTF-8; what was cut ends in `...`, and no character or escape is cut in two. */
export function cutText(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= maxBytes) return text;
  // with `stream`, the bytes of a character that was cut are kept back
  const kept = new TextDecoder().decode(bytes.subarray(0, Math.max(0, maxBytes - 3)), { stream: true });
  return `${kept.replace(/\\$/, '')}...`;
}
