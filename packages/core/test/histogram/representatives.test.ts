import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNumber } from '../../src/payload/number.ts';
import { dataset, exactPercentile, shapeNames, sort } from './datasets.ts';
import { emptyExponential } from './histograms.ts';
import { rebuilt, unfolded } from './rebuilt.ts';
import { recordExponential } from './record.ts';

describe('samples of an exponential histogram', () => {
  it.each(shapeNames)('have its count, minimum, maximum and percentiles: %s', async (shape) => {
    await fc.assert(
      fc.asyncProperty(dataset(shape), async (values) => {
        const histogram = await recordExponential(values);
        const samples = rebuilt(histogram);
        const received = unfolded(samples);
        const sorted = sort(values);
        expect(received).toHaveLength(values.length);
        expect(received).toEqual(sort(received));
        expect(received[0]).toBe(sorted[0]);
        expect(received.at(-1)).toBe(sorted.at(-1));
        const bound = Math.sqrt(2 ** (2 ** -histogram.scale)) - 1 + 1e-12;
        for (const percent of [1, 50, 95, 99]) {
          const exact = exactPercentile(sorted, percent);
          const error = Math.abs(exactPercentile(received, percent) - exact);
          expect(error).toBeLessThanOrEqual(bound * Math.abs(exact));
        }
      }),
      { numRuns: 15 },
    );
  });

  it('have its count and percentiles without a minimum and a maximum', async () => {
    const values = Array.from({ length: 500 }, (_, i) => 1.01 ** i - 10);
    const histogram = await recordExponential(values, { recordMinMax: false });
    const received = unfolded(rebuilt(histogram));
    expect(received).toHaveLength(500);
    const bound = Math.sqrt(2 ** (2 ** -histogram.scale)) - 1 + 1e-12;
    for (const percent of [0, 50, 95, 100]) {
      const exact = exactPercentile(sort(values), percent);
      expect(Math.abs(exactPercentile(received, percent) / exact - 1)).toBeLessThanOrEqual(bound);
    }
  });

  it('have as few digits as the bound allows, at every scale', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20 }),
        fc.double({ min: -20, max: 20, noNaN: true }),
        (scale, exponent) => {
          const offset = Math.floor(exponent * 2 ** scale);
          const positive = { offset, bucketCounts: [1] };
          const value = rebuilt({ ...emptyExponential, count: 1, scale, positive })[0]![0];
          const root = 2 ** (2 ** -scale / 2);
          const greatest = 2 ** (offset * 2 ** -scale) * root;
          const least = greatest * root * (2 - root);
          const isWithin = (it: number) => it >= least * (1 - 2e-15) && it <= greatest * (1 + 2e-15);
          expect(isWithin(value)).toBe(true);
          const digits = formatNumber(value).replace(/^0\.0*|\.|0+$/g, '').length;
          const shorter = digits < 2 ? [] : [least, greatest].map((it) => Number(it.toPrecision(digits - 1)));
          expect(shorter.filter((it) => it > least * (1 + 2e-15) && it < greatest * (1 - 2e-15))).toEqual([]);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('leave nothing between minimum and maximum when there are two values', async () => {
    expect(rebuilt(await recordExponential([3.7, 1.2]))).toEqual([
      [1.2, 1],
      [3.7, 1],
    ]);
  });

  it('are one when there is one value, known or not', () => {
    const one = { ...emptyExponential, count: 1, positive: { offset: 0, bucketCounts: [1] } };
    expect(rebuilt({ ...one, min: 1.7, max: 1.7 })).toEqual([[1.7, 1]]);
    expect(rebuilt({ ...one, max: 1.7 })).toEqual([[1.7, 1]]);
    expect(rebuilt(one)).toEqual([[1.4, 1]]);
  });

  it('are one when all values are the same', async () => {
    expect(rebuilt(await recordExponential(new Array(1000).fill(0.123)))).toEqual([[0.123, 1000]]);
    expect(rebuilt(await recordExponential([0, 0, 0]))).toEqual([[0, 3]]);
  });

  it('are none when there are no values', () => {
    expect(rebuilt(emptyExponential)).toEqual([]);
    expect(rebuilt({ ...emptyExponential, min: Infinity, max: -Infinity })).toEqual([]);
  });

  it('have the weight of the count if the buckets hold more or less', () => {
    const histogram = {
      ...emptyExponential,
      min: 1.1,
      max: 7,
      positive: { offset: 0, bucketCounts: [2, 3, 2] },
    };
    expect(rebuilt({ ...histogram, count: 10 })).toEqual([
      [1.1, 1],
      [1.4, 1],
      [2.8, 3],
      [5, 4],
      [7, 1],
    ]);
    expect(rebuilt({ ...histogram, count: 4 })).toEqual([
      [1.1, 1],
      [1.4, 1],
      [2.8, 1],
      [7, 1],
    ]);
    expect(rebuilt({ ...emptyExponential, count: 4, min: 1, sum: 8 })).toEqual([
      [1, 1],
      [2, 3],
    ]);
    expect(rebuilt({ ...emptyExponential, count: 4, max: 3 })).toEqual([[3, 4]]);
    expect(rebuilt({ ...emptyExponential, count: 4 })).toEqual([]);
  });

  it('are finite, ascending and as many as counted, whatever the histogram', () => {
    const buckets = fc.record({
      offset: fc.integer({ min: -1200, max: 1200 }),
      bucketCounts: fc.array(fc.nat(5), { maxLength: 30 }),
    });
    const histogram = fc.record({
      count: fc.integer({ min: 1, max: 100 }),
      min: fc.option(fc.double(), { nil: undefined }),
      max: fc.option(fc.double(), { nil: undefined }),
      scale: fc.integer({ min: -10, max: 20 }),
      zeroCount: fc.nat(5),
      positive: buckets,
      negative: buckets,
      sum: fc.constant(1),
    });
    fc.assert(
      fc.property(histogram, (it) => {
        fc.pre(!(Number(it.min) > Number(it.max)));
        const received = unfolded(rebuilt(it));
        expect(received).toHaveLength(it.count);
        expect(received.every(Number.isFinite)).toBe(true);
        expect(received).toEqual(sort(received));
      }),
      { numRuns: 1000 },
    );
  });
});
