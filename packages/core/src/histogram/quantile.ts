import { interpolate, upperBound } from './explicit.js';
import {
  clamp,
  type ExplicitHistogram,
  type ExponentialHistogram,
  fallbackValue,
  type Histogram,
  isExponential,
  knownMax,
  knownMin,
} from './histogram.js';
import { countAt, stepsOf, valueAt } from './ladder.js';

/**
 * The value of rank ⌈q × count⌉ (nearest rank, at least 1), 0 ≤ q ≤ 1, among all values recorded, in
 * ascending order; undefined if there are none, or nothing is known of them.
 *
 * Rank 1 is the minimum and rank `count` the maximum, exactly, where these were recorded. In between:
 * - exponential: within √base − 1, relatively, of the exact value (4.4 % at scale 3, 2.2 % at scale 4), in as few
 *   digits as that allows; the SDK's own buckets hold no better than that for magnitudes below 2^−1022.
 * - explicit: in the same bucket as the exact value, as if the bucket's values lay evenly in it: of n, the
 *   k-th at (k − ½) / n.
 *
 * Should the buckets hold less than `count`, what is missing is taken to be in the last of them.
 */
export function quantile(histogram: Histogram, q: number): number | undefined {
  const value = quantileOrNaN(histogram, q);
  return Number.isNaN(value) ? undefined : value;
}

/** Writes the quantile of each `qs[i]` to `out[i]`; NaN where `quantile` would give undefined. */
export function quantiles(histogram: Histogram, qs: ArrayLike<number>, out: Float64Array): void {
  const { count, min, max } = histogram;
  if (count > 0 && min === max && Number.isFinite(min)) {
    // one value, or always the same: what most series of an interval are
    out.fill(min as number, 0, qs.length);
    return;
  }
  for (let i = 0; i < qs.length; i++) out[i] = quantileOrNaN(histogram, qs[i]!);
}

function quantileOrNaN(histogram: Histogram, q: number): number {
  const count = histogram.count;
  if (!(count > 0)) return Number.NaN;
  const rank = rankOf(q, count);
  const min = knownMin(histogram);
  const max = knownMax(histogram);
  if (rank <= 1 && Number.isFinite(min)) return min;
  if (rank >= count && Number.isFinite(max)) return max;
  const value = isExponential(histogram) ? exponentialAt(histogram, rank) : explicitAt(histogram, rank);
  return clamp(value, min, max);
}

/** 0.07 × 100 is 7.000000000000001: what is above an integer by less than such errors does not count. */
function rankOf(q: number, count: number): number {
  return Math.max(1, Math.ceil(q * count * (1 - 4 * Number.EPSILON)));
}

function exponentialAt(histogram: ExponentialHistogram, rank: number): number {
  const steps = stepsOf(histogram);
  let seen = 0;
  let last = -1;
  for (let step = 0; step < steps && seen < rank; step++) {
    const count = countAt(histogram, step);
    if (!(count > 0)) continue;
    seen += count;
    last = step;
  }
  return last < 0 ? fallbackValue(histogram) : valueAt(histogram, last);
}

function explicitAt(histogram: ExplicitHistogram, rank: number): number {
  const { counts } = histogram.buckets;
  let seen = 0;
  let last = -1;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i]!;
    if (!(count > 0)) continue;
    if (seen + count >= rank) return interpolate(histogram, i, (rank - seen - 0.5) / count);
    seen += count;
    last = i;
  }
  return last < 0 ? fallbackValue(histogram) : upperBound(histogram, last);
}
