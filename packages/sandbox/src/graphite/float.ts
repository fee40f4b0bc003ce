import { strip } from './white-space.js';

const digits = '\\d+(?:_\\d+)*';
const decimal = new RegExp(`^[+-]?(?:${digits}\\.?(?:${digits})?|\\.${digits})(?:e[+-]?${digits})?$`, 'i');
const notFinite = /^([+-]?)(inf|infinity|nan)$/i;

/** Reads a number as Python's `float()` does, which is what carbon calls; gives nothing when it would raise. */
export function readFloat(text: string): number | undefined {
  const ascii = strip(text).replace(/(?!\d)\p{Nd}/gu, digitOf);
  if (decimal.test(ascii)) return Number(ascii.replaceAll('_', ''));
  const [, sign, word] = notFinite.exec(ascii) ?? [];
  if (word === undefined) return undefined;
  if (word.toLowerCase() === 'nan') return Number.NaN;
  return sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** Unicode has its digits in runs of ten, from 0 to 9. */
function digitOf(character: string): string {
  const code = character.codePointAt(0)!;
  let first = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return String((code - first) % 10);
}
