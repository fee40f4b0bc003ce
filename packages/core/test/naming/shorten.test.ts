import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shorten } from '../../src/naming/shorten.js';

const texts = fc.string({ unit: fc.oneof(fc.constantFrom('a', 'b', '😀', '\uD83D', '\uDE00'), fc.string()) });

describe('a text that is shortened', () => {
  it('stays as it is when it is short enough', () => {
    expect(shorten('a'.repeat(20), 20)).toBe('a'.repeat(20));
    expect(shorten('', 0)).toBe('');
  });

  it('ends with a hash of the whole, the same in every process', () => {
    expect(shorten('a'.repeat(21), 20)).toBe('aaaaaaaaaaa_7df8e299');
  });

  it('stays different from others that begin as it does', () => {
    const shortened = new Set(Array.from({ length: 1000 }, (_, i) => shorten(`${'x'.repeat(50)}${i}`, 40)));
    expect(shortened.size).toBe(1000);
  });

  it('keeps whole characters', () => {
    expect(shorten(`ab${'😀'.repeat(20)}`, 12)).toMatch(/^ab_[0-9a-f]{8}$/);
    expect(shorten(`abc${'😀'.repeat(20)}`, 12)).toMatch(/^abc_[0-9a-f]{8}$/);
  });

  it('is all hash where there is no room for more', () => {
    const text = 'x'.repeat(100);
    expect([0, 1, 8, 9, 10].map((room) => shorten(text, room))).toEqual([
      '',
      '0',
      '09ecb6eb',
      '09ecb6eb',
      'x_09ecb6eb',
    ]);
  });

  it('is never too long, always the same, and cuts no character in half', () => {
    fc.assert(
      fc.property(texts, fc.nat(60), (text, maxCharacters) => {
        const shortened = shorten(text, maxCharacters);
        expect(shortened.length).toBeLessThanOrEqual(maxCharacters);
        expect(shorten(text, maxCharacters)).toBe(shortened);
        if (isWellFormed(text)) expect(isWellFormed(shortened)).toBe(true);
      }),
    );
  });
});

/** Whether no half of a surrogate pair stands alone. */
function isWellFormed(text: string): boolean {
  return Buffer.from(text).toString() === text;
}
