import {
  type ExplicitHistogram,
  type ExponentialBuckets,
  type ExponentialHistogram,
  type Histogram,
  isExponential,
} from './histogram.js';

/** What the SDK's histograms have by default, on each side of zero. */
const DEFAULT_MAX_BUCKETS = 160;

/**
 * The histogram of the values of both, as a new object; undefined if they cannot be added: one is explicit
 * and the other exponential, or their boundaries differ. Exponential ones get the finest scale that both can
 * have, and at most `maxBuckets` (2 or more) buckets on each side of zero. Minimum, maximum and sum are known
 * if they are for both.
 */
export function merge(a: Histogram, b: Histogram, maxBuckets = DEFAULT_MAX_BUCKETS): Histogram | undefined {
  if (isExponential(a)) return isExponential(b) ? mergeExponential(a, b, Math.max(2, maxBuckets)) : undefined;
  return isExponential(b) ? undefined : mergeExplicit(a, b);
}

function mergeExplicit(a: ExplicitHistogram, b: ExplicitHistogram): ExplicitHistogram | undefined {
  const { boundaries, counts } = a.buckets;
  const others = b.buckets;
  if (counts.length !== others.counts.length || !isSame(boundaries, others.boundaries)) return undefined;
  return {
    ...totals(a, b),
    buckets: { boundaries, counts: counts.map((count, i) => count + others.counts[i]!) },
  };
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a === b || (a.length === b.length && a.every((boundary, i) => boundary === b[i]));
}

function totals(a: Histogram, b: Histogram) {
  return {
    count: a.count + b.count,
    sum: combine(a, b, a.sum, b.sum, (x, y) => x + y),
    min: combine(a, b, a.min, b.min, Math.min),
    max: combine(a, b, a.max, b.max, Math.max),
  };
}

/** An empty histogram has nothing to say: the SDK gives it an infinite minimum and maximum. */
function combine(
  a: Histogram,
  b: Histogram,
  ofA: number | undefined,
  ofB: number | undefined,
  join: (x: number, y: number) => number,
): number | undefined {
  if (a.count === 0) return ofB;
  if (b.count === 0) return ofA;
  return ofA === undefined || ofB === undefined ? undefined : join(ofA, ofB);
}

type Side = 'positive' | 'negative';

function mergeExponential(
  a: ExponentialHistogram,
  b: ExponentialHistogram,
  maxBuckets: number,
): ExponentialHistogram {
  let scale = Math.min(a.scale, b.scale);
  if (isWithoutBuckets(a)) scale = b.scale;
  else if (isWithoutBuckets(b)) scale = a.scale;
  while (width(a, b, 'positive', scale) > maxBuckets || width(a, b, 'negative', scale) > maxBuckets) scale--;
  return {
    ...totals(a, b),
    scale,
    zeroCount: a.zeroCount + b.zeroCount,
    positive: addBuckets(a, b, 'positive', scale),
    negative: addBuckets(a, b, 'negative', scale),
  };
}

/** The scale of a histogram that holds nothing but zeros means nothing: the SDK says 0. */
function isWithoutBuckets(histogram: ExponentialHistogram): boolean {
  return histogram.count === histogram.zeroCount;
}

/** How many buckets one side of the sum has at a scale. */
function width(a: ExponentialHistogram, b: ExponentialHistogram, side: Side, scale: number): number {
  return highest(a, b, side, scale) - lowest(a, b, side, scale) + 1;
}

function lowest(a: ExponentialHistogram, b: ExponentialHistogram, side: Side, scale: number): number {
  const ofA = a[side].bucketCounts.findIndex((count) => count > 0);
  const ofB = b[side].bucketCounts.findIndex((count) => count > 0);
  return Math.min(
    ofA < 0 ? Number.POSITIVE_INFINITY : indexAt(a, a[side].offset + ofA, scale),
    ofB < 0 ? Number.POSITIVE_INFINITY : indexAt(b, b[side].offset + ofB, scale),
  );
}

function highest(a: ExponentialHistogram, b: ExponentialHistogram, side: Side, scale: number): number {
  const ofA = a[side].bucketCounts.findLastIndex((count) => count > 0);
  const ofB = b[side].bucketCounts.findLastIndex((count) => count > 0);
  return Math.max(
    ofA < 0 ? Number.NEGATIVE_INFINITY : indexAt(a, a[side].offset + ofA, scale),
    ofB < 0 ? Number.NEGATIVE_INFINITY : indexAt(b, b[side].offset + ofB, scale),
  );
}

/** One step of scale makes one bucket of two: that of index 2i, which begins at base^2i, and the next. */
function indexAt(histogram: ExponentialHistogram, index: number, scale: number): number {
  return Math.floor(index * 2 ** (scale - histogram.scale));
}

function addBuckets(
  a: ExponentialHistogram,
  b: ExponentialHistogram,
  side: Side,
  scale: number,
): ExponentialBuckets {
  const buckets = width(a, b, side, scale);
  if (buckets < 1) return { offset: 0, bucketCounts: [] };
  const offset = lowest(a, b, side, scale);
  const bucketCounts = new Array<number>(buckets).fill(0);
  for (const histogram of [a, b]) {
    const { offset: from, bucketCounts: counts } = histogram[side];
    for (let i = 0; i < counts.length; i++) {
      if (counts[i]! > 0) bucketCounts[indexAt(histogram, from + i, scale) - offset]! += counts[i]!;
    }
  }
  return { offset, bucketCounts };
}
