import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignedSecond } from '../../src/wire/align.ts';

describe('the second that a point is stored at', () => {
  it('is that of the point without an interval', () => {
    expect(alignedSecond(1_700_000_007, undefined)).toBe(1_700_000_007);
    expect(alignedSecond(1_700_000_007.9, undefined)).toBe(1_700_000_007);
  });

  it('is the beginning of its interval, the same in every process', () => {
    expect([0, 1, 9, 10, 11, 19].map((second) => alignedSecond(second, 10))).toEqual([0, 0, 0, 10, 10, 10]);
    expect(alignedSecond(1_700_000_007, 60)).toBe(1_699_999_980);
  });

  it('is a multiple of the interval, and no more than an interval before the point', () => {
    const second = fc.double({ min: 0, max: 2 ** 40, noNaN: true });
    fc.assert(
      fc.property(second, fc.integer({ min: 1, max: 86_400 }), (at, intervalSeconds) => {
        const aligned = alignedSecond(at, intervalSeconds);
        expect(aligned % intervalSeconds).toBe(0);
        expect(aligned).toBeLessThanOrEqual(at);
        expect(aligned).toBeGreaterThan(at - intervalSeconds);
      }),
    );
  });
});
