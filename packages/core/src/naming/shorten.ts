import { createHash } from 'node:crypto';

const HASH_CHARACTERS = 8;

/**
 * Cuts `text` to `maxCharacters`. What was cut stays distinguishable: the end is replaced by `_` and eight hexadecimal
 * digits of the SHA-256 of the whole text, the same in every process. Where there is no room for more, they are all.
 */
export function shorten(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, HASH_CHARACTERS);
  if (maxCharacters <= HASH_CHARACTERS + 1) return hash.slice(0, maxCharacters);
  let kept = text.slice(0, maxCharacters - HASH_CHARACTERS - 1);
  // half of a surrogate pair would become three bytes of nonsense
  if (/[\uD800-\uDBFF]$/.test(kept)) kept = kept.slice(0, -1);
  return `${kept}_${hash}`;
}
