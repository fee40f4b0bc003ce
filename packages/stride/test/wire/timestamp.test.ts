import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createTimestampWriter, isMoment, TIMESTAMP_BYTES } from '../../src/wire/timestamp.ts';

const write = createTimestampWriter();

function text(seconds: number, nanoseconds: number): string {
  const buffer = new Uint8Array(40);
  expect(write(buffer, 2, [seconds, nanoseconds])).toBe(2 + TIMESTAMP_BYTES);
  return Buffer.from(buffer.subarray(2, 2 + TIMESTAMP_BYTES)).toString();
}

it('writes RFC 3339 with all nanoseconds', () => {
  expect(text(1_795_262_400, 7)).toBe('2026-11-21T12:00:00.000000007Z');
  expect(text(0, 0)).toBe('1970-01-01T00:00:00.000000000Z');
  expect(text(253_402_300_798, 123_456_789)).toBe('9999-12-31T23:59:58.123456789Z');
});

it('reads back as the same moment, whatever was written before', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e9 }), fc.integer({ min: 0, max: 999_999_999 }), (s, ns) => {
      const [, whole, fraction] = /^(.{19})\.(\d{9})Z$/.exec(text(s, ns))!;
      expect([Date.parse(`${whole}Z`) / 1000, Number(fraction)]).toEqual([s, ns]);
    }),
  );
});

it('takes a whole second of nanoseconds, which the SDK makes by rounding, for the next second', () => {
  expect(text(59, 1_000_000_000)).toBe('1970-01-01T00:01:00.000000000Z');
});

it.each([
  [-1, 0],
  [0.5, 0],
  [Number.NaN, 0],
  [0, -1],
  [0, 0.5],
  [0, 1_000_000_001],
  [253_402_300_799, 0],
])('knows that [%s, %s] is no moment', (seconds, nanoseconds) => {
  expect(isMoment([seconds, nanoseconds])).toBe(false);
});
