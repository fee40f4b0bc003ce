import { clamp, type ExplicitHistogram, fallbackValue, knownMax, knownMin } from './histogram.js';

/**
 * The point that lies at `fraction` of bucket `index`, of which only what is between min and max counts. A
 * side that is open, and not closed by min or max, takes the other side's bound; if both are open, all values
 * of the bucket are taken to be the mean, NaN if that is unknown too.
 */
export function interpolate(histogram: ExplicitHistogram, index: number, fraction: number): number {
  const lower = lowerBound(histogram, index);
  const upper = upperBound(histogram, index);
  return lower * (1 - fraction) + upper * fraction;
}

/** The lower bound of a bucket, as `interpolate` understands it. */
export function lowerBound(histogram: ExplicitHistogram, index: number): number {
  const lower = reach(histogram, index - 1, Number.NEGATIVE_INFINITY);
  if (Number.isFinite(lower)) return lower;
  const upper = reach(histogram, index, Number.POSITIVE_INFINITY);
  return Number.isFinite(upper) ? upper : fallbackValue(histogram);
}

/** The upper bound of a bucket, as `interpolate` understands it. */
export function upperBound(histogram: ExplicitHistogram, index: number): number {
  const upper = reach(histogram, index, Number.POSITIVE_INFINITY);
  return Number.isFinite(upper) ? upper : lowerBound(histogram, index);
}

function reach(histogram: ExplicitHistogram, index: number, open: number): number {
  return clamp(histogram.buckets.boundaries[index] ?? open, knownMin(histogram), knownMax(histogram));
}
