import { formatNumber } from '@otelwire/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readNumber } from '../../src/wire/read-number.ts';

function read(text: string): number {
  const bytes = Buffer.from(`a:${text}|c`);
  return readNumber(bytes, 2, bytes.length - 2);
}

it('a number in a record is read as the same double that was written', () => {
  const decimals = fc
    .tuple(fc.maxSafeNat(), fc.nat(20))
    .map(([digits, places]) => Number(`${digits}e-${places}`));
  const written = fc.oneof(
    fc.integer(),
    decimals,
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
  );
  fc.assert(
    fc.property(written, (value) => {
      expect(read(formatNumber(value))).toBe(value);
    }),
    { numRuns: 2000 },
  );
});

it('any text is read as Number does', () => {
  const text = fc.string({ unit: fc.constantFrom(...'0123456789.+-eE xI'), maxLength: 24 });
  fc.assert(
    fc.property(text, (value) => {
      expect(read(value)).toBe(Number(value));
    }),
    { numRuns: 2000 },
  );
});
