import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNumber, MAX_NUMBER_BYTES, writeNumber } from '../../src/payload/number.ts';

const buffer = Buffer.alloc(MAX_NUMBER_BYTES + 20);

function written(value: number): string {
  buffer.fill('#');
  return buffer.toString('latin1', 0, writeNumber(buffer, 0, value));
}

/** String(value), its decimal point moved to where the exponent says. */
function withoutExponent(value: number): string {
  const [, sign, first, rest = '', exponent] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value))!;
  if (exponent === undefined) return String(value);
  const shift = Number(exponent);
  if (shift < 0) return `${sign}0.${'0'.repeat(-shift - 1)}${first}${rest}`;
  return `${sign}${first}${rest}${'0'.repeat(shift - rest.length)}`;
}

/** Compares without an assertion for each value: a million of them would take minutes. */
function wrongOnes(values: Iterable<number>): string[] {
  const wrong: string[] = [];
  for (const value of values) {
    const text = buffer.toString('latin1', 0, writeNumber(buffer, 0, value));
    if (text !== withoutExponent(value)) wrong.push(`${value} as ${text}`);
  }
  return wrong;
}

/** The same numbers in [0, 1) every time (xorshift). */
function* randoms(seed: number, length: number): Iterable<number> {
  let a = seed;
  const next = () => {
    a ^= a << 13;
    a ^= a >>> 17;
    a ^= a << 5;
    return a >>> 0;
  };
  for (let i = 0; i < length; i++) yield (next() * 2 ** 21 + (next() >>> 11)) / 2 ** 53;
}

function* mapped(values: Iterable<number>, change: (value: number) => number): Iterable<number> {
  for (const value of values) yield change(value);
}

const bits = new DataView(new ArrayBuffer(8));

function neighbours(value: number): number[] {
  bits.setFloat64(0, value);
  const at = bits.getBigUint64(0);
  return [-2n, -1n, 0n, 1n, 2n].map((step) => {
    bits.setBigUint64(0, BigInt.asUintN(64, at + step));
    return bits.getFloat64(0);
  });
}

describe('a written number', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [7, '7'],
    [-42, '-42'],
    [100, '100'],
    [2147483647, '2147483647'],
    [2147483648, '2147483648'],
    [-9007199254740991, '-9007199254740991'],
    [2 ** 53, '9007199254740992'],
    [1e21, '1000000000000000000000'],
    [1.5e300, `15${'0'.repeat(299)}`],
    [0.5, '0.5'],
    [-0.25, '-0.25'],
    [12.345, '12.345'],
    [0.001, '0.001'],
    [0.1 + 0.2, '0.30000000000000004'],
    [1 / 3, '0.3333333333333333'],
    [0.000001, '0.000001'],
    [1e-7, '0.0000001'],
    [-1.25e-9, '-0.00000000125'],
    [5e-324, `0.${'0'.repeat(323)}5`],
    [999999999999999.9, '999999999999999.9'],
    [4503599627370495.5, '4503599627370495.5'],
  ])('%d is %s', (value, text) => {
    expect(written(value)).toBe(text);
    expect(formatNumber(value)).toBe(text);
  });

  it('starts where it is told and leaves what is before alone', () => {
    buffer.fill('#');
    const end = writeNumber(buffer, 3, -1.5);
    expect(buffer.toString('latin1', 0, end)).toBe('###-1.5');
  });

  it('fits the room that is promised to suffice', () => {
    expect(written(-2.2250738585072014e-308)).toHaveLength(MAX_NUMBER_BYTES);
    expect(written(-Number.MAX_VALUE).length).toBeLessThan(MAX_NUMBER_BYTES);
  });

  it('has the digits of String, whatever the double', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(written(value)).toBe(withoutExponent(value));
        expect(formatNumber(value)).toBe(withoutExponent(value));
        expect(Number(written(value))).toBe(value === 0 ? 0 : value);
      }),
      { numRuns: 5000 },
    );
  });

  it('has the digits of String, whatever the bits', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (pattern) => {
        bits.setBigUint64(0, pattern);
        const value = bits.getFloat64(0);
        fc.pre(Number.isFinite(value));
        expect(written(value)).toBe(withoutExponent(value));
      }),
      { numRuns: 5000 },
    );
  });

  it.each<[string, (value: number) => number]>([
    ['between 0 and 1', (value) => value],
    ['negative and up to a hundred', (value) => -100 * value],
    ['from 10^-8 to 10^18', (value) => 10 ** (value * 26 - 8)],
    ['with three decimals', (value) => Math.round(value * 1e7) / 1e3],
    ['with six decimals', (value) => Math.round(value * 1e9) / 1e6],
    ['with sixteen digits', (value) => Number((value * 10).toPrecision(16))],
    ['with few bits after a long integer', (value) => Math.round(value * 2 ** 53) / 8],
    ['that are integers up to 2^53', (value) => Math.floor(value * 2 ** 53)],
    ['that are integers beyond', (value) => Math.floor(value * 2 ** 53) * 2 ** 30],
    ['that are subnormal', (value) => value * 2 ** -1022],
  ])('has the digits of String for 150,000 numbers %s', (_, change) => {
    expect(wrongOnes(mapped(randoms(20261122, 150_000), change))).toEqual([]);
  });

  it('has the digits of String next to every power of two', () => {
    for (let exponent = -1074; exponent < 1024; exponent++) {
      expect(wrongOnes(neighbours(2 ** exponent).filter(Number.isFinite))).toEqual([]);
    }
  });

  it('has the digits of String next to every power of ten', () => {
    for (let exponent = -323; exponent < 309; exponent++) {
      expect(wrongOnes(neighbours(Number(`1e${exponent}`)))).toEqual([]);
    }
  });

  it('has the digits of String where eight digits of an integer turn over', () => {
    const values = Array.from({ length: 90_000 }, (_, i) => (i + 1) * 1000e8);
    expect(wrongOnes(values.flatMap((value) => [value - 1, value, value + 1]))).toEqual([]);
  });
});
