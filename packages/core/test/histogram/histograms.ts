import type { ExplicitHistogram, ExponentialHistogram } from '../../src/histogram/histogram.ts';

const noBuckets = { offset: 0, bucketCounts: [] };

export const emptyExponential: ExponentialHistogram = {
  count: 0,
  scale: 0,
  zeroCount: 0,
  positive: noBuckets,
  negative: noBuckets,
};

/** With the count that the buckets add up to, unless another is given. */
export function explicit(
  histogram: Partial<ExplicitHistogram>,
  boundaries: number[],
  counts: number[],
): ExplicitHistogram {
  return { count: counts.reduce((a, b) => a + b, 0), ...histogram, buckets: { boundaries, counts } };
}

export const boundaries = [-10, 0, 0.001, 0.01, 0.1, 1, 5, 10, 50, 95, 100, 1000];

/** Which bucket of `boundaries` a value belongs in. */
export function bucketOf(value: number): number {
  return boundaries.filter((boundary) => boundary < value).length;
}
