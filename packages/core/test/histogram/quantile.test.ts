import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExponentialHistogram } from '../../src/histogram/histogram.ts';
import { quantile, quantiles } from '../../src/histogram/quantile.ts';
import { dataset, exactPercentile, shapeNames, sort } from './datasets.ts';
import { boundaries, bucketOf, emptyExponential, explicit } from './histograms.ts';
import { recordExplicit, recordExponential } from './record.ts';

describe('a quantile of an exponential histogram', () => {
  it.each(shapeNames)('is within √base − 1 of the exact one: %s', async (shape) => {
    await fc.assert(
      fc.asyncProperty(dataset(shape), async (values) => {
        const histogram = await recordExponential(values);
        const sorted = sort(values);
        const base = 2 ** (2 ** -histogram.scale);
        const bound = Math.sqrt(base) - 1 + 1e-12;
        for (const percent of [1, 7, 50, 75, 95, 99]) {
          const exact = exactPercentile(sorted, percent);
          expect(Math.abs(quantile(histogram, percent / 100)! - exact)).toBeLessThanOrEqual(
            bound * Math.abs(exact),
          );
        }
        expect(quantile(histogram, 0)).toBe(sorted[0]);
        expect(quantile(histogram, 1)).toBe(sorted.at(-1));
      }),
      { numRuns: 15 },
    );
  });

  it('is within the same bound without a minimum and a maximum', async () => {
    const values = Array.from({ length: 500 }, (_, i) => 1.01 ** i - 10);
    const histogram = await recordExponential(values, { recordMinMax: false });
    expect(histogram.min).toBeUndefined();
    const base = 2 ** (2 ** -histogram.scale);
    for (const percent of [0, 50, 100]) {
      const exact = exactPercentile(sort(values), percent);
      const error = Math.abs(quantile(histogram, percent / 100)! / exact - 1);
      expect(error).toBeLessThanOrEqual(Math.sqrt(base) - 1 + 1e-12);
    }
  });

  it('goes from the negative buckets through zero to the positive ones', () => {
    const histogram: ExponentialHistogram = {
      count: 7,
      scale: 0,
      zeroCount: 1,
      negative: { offset: 0, bucketCounts: [2, 1] },
      positive: { offset: 1, bucketCounts: [1, 2] },
    };
    const all = [1, 2, 3, 4, 5, 6, 7].map((rank) => quantile(histogram, rank / 7));
    const [one, two, four] = [1.4, 2.8, 5]; // of (1, 2], (2, 4], (4, 8], in as few digits as the bound allows
    expect(all).toEqual([-two, -one, -one, 0, two, four, four]);
  });

  it('is undefined when nothing was recorded', () => {
    expect(quantile(emptyExponential, 0.5)).toBeUndefined();
    expect(quantile({ ...emptyExponential, min: Infinity, max: -Infinity }, 0)).toBeUndefined();
  });

  it('is finite at the ends of what doubles hold', async () => {
    const values = [Number.MIN_VALUE, 1e-310, 1, 1e300, Number.MAX_VALUE];
    const histogram = await recordExponential(values);
    expect(histogram.scale).toBeLessThan(0);
    for (const q of [0, 0.3, 0.5, 0.7, 1]) expect(Number.isFinite(quantile(histogram, q))).toBe(true);
    expect(quantile({ ...histogram, min: undefined, max: undefined }, 1)).toBeGreaterThan(1e200);
    expect(
      quantile({ ...emptyExponential, count: 1, scale: -10, positive: { offset: 0, bucketCounts: [1] } }, 1),
    ).toBe(2);
  });

  it('takes what is missing from the buckets to be in the last one', () => {
    const histogram = { ...emptyExponential, count: 10, positive: { offset: 0, bucketCounts: [1, 1, 0] } };
    expect(quantile(histogram, 0.9)).toBe(2.8);
    expect(quantile({ ...emptyExponential, count: 10, sum: 30 }, 0.5)).toBe(3);
    expect(quantile({ ...emptyExponential, count: 10 }, 0.5)).toBeUndefined();
  });
});

describe('a quantile of an explicit histogram', () => {
  it.each(shapeNames)('is in the bucket of the exact one: %s', async (shape) => {
    await fc.assert(
      fc.asyncProperty(dataset(shape), async (values) => {
        const histogram = await recordExplicit(values, boundaries);
        const sorted = sort(values);
        for (const percent of [1, 7, 50, 75, 95, 99]) {
          const estimate = quantile(histogram, percent / 100)!;
          expect(bucketOf(estimate)).toBe(bucketOf(exactPercentile(sorted, percent)));
        }
        expect(quantile(histogram, 0)).toBe(sorted[0]);
        expect(quantile(histogram, 1)).toBe(sorted.at(-1));
      }),
      { numRuns: 15 },
    );
  });

  it('takes the values of a bucket to lie evenly in it', () => {
    const histogram = explicit({}, [10, 20], [0, 5, 0]);
    expect([0.2, 0.4, 0.6, 0.8, 1].map((q) => quantile(histogram, q))).toEqual([11, 13, 15, 17, 19]);
  });

  it('draws the bounds of the buckets in to the minimum and the maximum', () => {
    const histogram = explicit({ min: 14, max: 16 }, [10, 20], [0, 4, 0]);
    expect([0, 0.5, 0.75, 1].map((q) => quantile(histogram, q))).toEqual([14, 14.75, 15.25, 16]);
  });

  it('bounds open buckets by the boundary they have if minimum and maximum are unknown', () => {
    const histogram = explicit({}, [10, 20], [1, 0, 1]);
    expect(quantile(histogram, 0.5)).toBe(10);
    expect(quantile(histogram, 1)).toBe(20);
  });

  it('does not take an infinite maximum for a value', async () => {
    const histogram = await recordExplicit([1, 2, Infinity], [1.5, 10]);
    expect(histogram.max).toBe(Infinity);
    expect(quantile(histogram, 1)).toBe(10);
  });

  it('is between minimum and maximum if there are no boundaries', () => {
    expect(quantile(explicit({ min: 2, max: 4 }, [], [4]), 0.5)).toBe(2.75);
  });

  it('is the mean if there are no boundaries and no minimum, and undefined without a sum', () => {
    expect(quantile(explicit({ sum: 12 }, [], [4]), 0.5)).toBe(3);
    expect(quantile(explicit({}, [], [4]), 0.5)).toBeUndefined();
  });

  it('takes what is missing from the buckets to be in the last one', () => {
    expect(quantile(explicit({ count: 10 }, [10, 20], [1, 1, 0]), 0.9)).toBe(20);
    expect(quantile(explicit({ count: 10, sum: 30 }, [10, 20], [0, 0, 0]), 0.9)).toBe(3);
  });
});

describe('quantiles', () => {
  it('are written where the caller wants them', () => {
    const out = new Float64Array(3);
    quantiles(explicit({ min: 0, max: 8 }, [], [8]), [0, 0.5, 1], out);
    expect([...out]).toEqual([0, 3.5, 8]);
  });

  it('are the value when there was only one', async () => {
    const out = new Float64Array(4).fill(-1);
    quantiles(await recordExponential([2.75, 2.75, 2.75]), [0, 0.5, 1], out);
    expect([...out]).toEqual([2.75, 2.75, 2.75, -1]);
  });

  it('are not a number when nothing was recorded', () => {
    const out = new Float64Array(1);
    quantiles(emptyExponential, [0.5], out);
    expect(out[0]).toBeNaN();
  });

  it('have the rank that exact arithmetic gives, whatever count × q is in floating point', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 1000 }), (count, permille) => {
        const rank = Math.ceil((count * permille) / 1000);
        const histogram = explicit({ min: 0, max: count }, [], [count]);
        const expected = rank === 1 ? 0 : rank === count ? count : rank - 0.5;
        expect(quantile(histogram, permille / 1000)).toBeCloseTo(expected, 5);
      }),
    );
  });
});
