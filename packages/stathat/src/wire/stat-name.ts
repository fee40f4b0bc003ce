import { createHash } from 'node:crypto';

/** StatHat says "characters": by bytes, both readings hold. */
const MAX_NAME_BYTES = 255;
const HASH_CHARACTERS = 8;

/**
 * Text as a name may have it. `~` begins a list of stats, so it becomes `-`; halves of surrogate pairs would all become the same three
 * bytes; white space and control characters become one space, and none at the ends.
 */
export function cleanName(text: string): string {
  return text
    .replaceAll('~', '-')
    .replace(/\p{Cs}/gu, '\u{fffd}')
    .replace(/[\s\p{Z}\p{Cc}]+/gu, ' ')
    .trim();
}

/** A name that is too long is cut, and ends with eight digits of the SHA-256 of all of it: the same in every process. */
export function limitName(name: string): string {
  if (Buffer.byteLength(name) <= MAX_NAME_BYTES) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, HASH_CHARACTERS);
  return `${firstBytes(name, MAX_NAME_BYTES - HASH_CHARACTERS - 2)} #${hash}`;
}

/** Whole characters only. */
function firstBytes(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text);
  let end = maxBytes;
  while ((bytes[end]! & 0xc0) === 0x80) end -= 1;
  return bytes.toString('utf8', 0, end).trimEnd();
}
