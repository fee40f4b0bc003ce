import fc from 'fast-check';
import { anyText as anyStatsdText } from '../../../core/test/otel/arbitraries.ts';

/** What Python splits at, and what only JavaScript takes for white space. */
export const whiteSpace = [
  ...'\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a',
  ...'\u2028\u2029\u202f\u205f\u3000\ufeff',
];
const special = [...';=~!^"{}*?[](),.:/#@%+-_\\\'', '\0', '\x7f', '\ud83d', '\ude00'];
const letters = [...'abzAZ09', 'é', '名', '🎉', '\u{10ffff}', '\uffff'];
const piece = fc.constantFrom(...whiteSpace, ...special, ...special, ...letters, ...letters);

/** Any text, rich in what has a meaning to carbon, to queries or to relays. */
export const anyText = fc.oneof(
  { weight: 5, arbitrary: fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join('')) },
  { weight: 1, arbitrary: fc.constantFrom('', 'name', '_name', '~', 'a{b="c"}', '..', '.', '__proto__') },
  { weight: 2, arbitrary: anyStatsdText },
);

/** Attributes as a series table hands them over: one a key, sorted. */
export const anyPairs = fc
  .uniqueArray(fc.tuple(anyText, anyText), { selector: ([key]) => key, maxLength: 5 })
  .map((pairs) => pairs.sort(([a], [b]) => (a < b ? -1 : 1)));

/** From 1970 to far beyond 2038. */
export const anySecond = fc.oneof(
  fc.integer({ min: 1, max: 2 ** 31 }),
  fc.constantFrom(1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 33 + 12_345, 253_402_300_799),
);
