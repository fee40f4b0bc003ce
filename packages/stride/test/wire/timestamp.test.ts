import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createMomentPlace, MOMENT_BLANK } from '../../src/wire/timestamp.ts';

const bytes = new Uint8Array(Buffer.from(`"${MOMENT_BLANK}",`));
const place = createMomentPlace(bytes, 1);

function text(seconds: number, nanoseconds: number): string {
  expect(place.put([seconds, nanoseconds])).toBe(true);
  const [, moment] = /^"(.*)",$/.exec(Buffer.from(bytes).toString())!;
  return moment!;
}

it('writes RFC 3339 with all nanoseconds', () => {
  expect(text(1_795_262_400, 7)).toBe('2026-11-21T12:00:00.000000007Z');
  expect(text(0, 0)).toBe('1970-01-01T00:00:00.000000000Z');
  expect(text(253_402_300_798, 123_456_789)).toBe('9999-12-31T23:59:58.123456789Z');
});

/** Mostly one of few, so that two in a row often share their second, or their fraction. */
const anyOf = (max: number) => fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max }));

it('reads back as the same moment, whatever was written before', () => {
  fc.assert(
    fc.property(anyOf(4e9), anyOf(999_999_999), (s, ns) => {
      const [, whole, fraction] = /^(.{19})\.(\d{9})Z$/.exec(text(s, ns))!;
      expect([Date.parse(`${whole}Z`) / 1000, Number(fraction)]).toEqual([s, ns]);
    }),
  );
});

it('takes a whole second of nanoseconds, which the SDK makes by rounding, for the next second', () => {
  expect(text(59, 1_000_000_000)).toBe('1970-01-01T00:01:00.000000000Z');
  expect(text(59, 7)).toBe('1970-01-01T00:00:59.000000007Z');
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
  const before = text(59, 7);
  expect(place.put([seconds, nanoseconds])).toBe(false);
  expect(text(59, 7)).toBe(before);
});
