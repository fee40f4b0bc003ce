import type { Histogram } from '@otelwire/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { histogramGrowth } from '../../../src/live/history/histogram-growth.ts';

const boundaries = [0, 10, 100];

function explicitOf(values: readonly number[]): Histogram {
  const counts = [0, 0, 0, 0];
  for (const value of values) counts[boundaries.filter((bound) => value > bound).length]! += 1;
  return { count: values.length, sum: sumOf(values), min: -1, max: 1, buckets: { boundaries, counts } };
}

function exponentialOf(values: readonly number[], scale: number): Histogram {
  const buckets = (magnitudes: readonly number[]) => {
    const indexes = magnitudes.map((magnitude) => Math.ceil(Math.log2(magnitude) * 2 ** scale) - 1);
    const offset = Math.min(...indexes, 0);
    const bucketCounts = Array<number>(Math.max(...indexes, 0) - offset + 1).fill(0);
    for (const index of indexes) bucketCounts[index - offset]! += 1;
    return { offset, bucketCounts };
  };
  return {
    count: values.length,
    sum: sumOf(values),
    scale,
    zeroCount: values.filter((value) => value === 0).length,
    positive: buckets(values.filter((value) => value > 0)),
    negative: buckets(values.filter((value) => value < 0).map((value) => -value)),
  };
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const values = fc.array(fc.integer({ min: -300, max: 300 }), { maxLength: 40 });

/** What is in the buckets, each by its upper bound's exponent. */
function contentsOf(histogram: Histogram): unknown {
  if (!('scale' in histogram)) return histogram.buckets.counts;
  const { scale, zeroCount, positive, negative } = histogram;
  const list = ({ offset, bucketCounts }: typeof positive) =>
    bucketCounts.flatMap((count, i) => (count === 0 ? [] : [[offset + i, count]]));
  return { scale, zeroCount, positive: list(positive), negative: list(negative) };
}

test('what was added is the histogram of what was measured in between, whatever the scales', () => {
  const scale = fc.integer({ min: -1, max: 4 });
  fc.assert(
    fc.property(values, values, scale, scale, (before, added, scaleA, scaleB) => {
      const [now, earlier] = [Math.min(scaleA, scaleB), Math.max(scaleA, scaleB)];
      const all = [...before, ...added];
      for (const [grown, wanted] of [
        [histogramGrowth(explicitOf(before), explicitOf(all)), explicitOf(added)],
        [histogramGrowth(exponentialOf(before, earlier), exponentialOf(all, now)), exponentialOf(added, now)],
      ] as const) {
        expect([grown.count, grown.sum]).toEqual([added.length, sumOf(added)]);
        expect(contentsOf(grown)).toEqual(contentsOf(wanted));
        expect([grown.min, grown.max]).toEqual([undefined, undefined]);
      }
    }),
  );
});

test('after a restart, and after a change of the buckets, all is new', () => {
  const now = explicitOf([5]);
  const others: readonly Histogram[] = [
    explicitOf([5, 5]),
    explicitOf([50]),
    exponentialOf([5], 0),
    { count: 1, buckets: { boundaries: [1], counts: [0, 1] } },
  ];
  for (const before of others) expect(histogramGrowth(before, now)).toBe(now);
  const exponential = exponentialOf([5], 2);
  const before = [now, exponentialOf([5], 1), exponentialOf([50], 2), exponentialOf([0], 2)];
  for (const one of before) expect(histogramGrowth(one, exponential)).toBe(exponential);
});
