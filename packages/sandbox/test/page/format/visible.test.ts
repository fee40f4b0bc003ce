import fc from 'fast-check';
import { expect, test } from 'vitest';
import { piecesOf, visibleText } from '../../../page/format/visible.ts';

test('what cannot be seen, or turns what stands around it, is spelled out', () => {
  expect(visibleText('a\tb\r\nc')).toBe('a\\tb\\r\\nc');
  expect(visibleText('\u001b[31mred\u0000')).toBe('\\x1b[31mred\\x00');
  expect(visibleText('user\u202egnp.exe')).toBe('userU+202Egnp.exe');
  expect(visibleText('\u2066a\u2069\u200f\ufeff\u00ad')).toBe('U+2066aU+2069U+200FU+FEFF\\xad');
  expect(visibleText('a\u00a0b\u3000c\u2028')).toBe('a\\xa0bU+3000cU+2028');
  expect(visibleText('\ud800!\u{e0041}')).toBe('U+D800!U+E0041');
});

test('what can be seen stays as it is, in any writing', () => {
  const text = 'größe 温度 עברית 👍 <b>&amp;';
  expect(piecesOf(text)).toEqual([{ text, isEscape: false }]);
});

test('a spelled out character is told apart from text that says the same', () => {
  expect(piecesOf('\\x1b\u001b')).toEqual([
    { text: '\\x1b', isEscape: false },
    { text: '\\x1b', isEscape: true },
  ]);
});

test('nothing unseen is left of any text', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 0x10ffff })), (codes) => {
      expect(visibleText(String.fromCodePoint(...codes))).not.toMatch(/(?! )[\p{C}\p{Z}]/u);
    }),
  );
});
