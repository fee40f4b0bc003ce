import { shortDecimal } from './exponential.js';
import type { ExponentialHistogram } from './histogram.js';

/**
 * An exponential histogram's buckets in ascending order of value: the negative ones, zero, the positive ones.
 */
export function stepsOf(histogram: ExponentialHistogram): number {
  return histogram.negative.bucketCounts.length + 1 + histogram.positive.bucketCounts.length;
}

/** How many values a step holds. */
export function countAt(histogram: ExponentialHistogram, step: number): number {
  const negative = histogram.negative.bucketCounts;
  if (step < negative.length) return negative[negative.length - 1 - step]!;
  if (step === negative.length) return histogram.zeroCount;
  return histogram.positive.bucketCounts[step - negative.length - 1]!;
}

/** What stands for the values of a step. */
export function valueAt(histogram: ExponentialHistogram, step: number): number {
  const { scale, negative, positive } = histogram;
  const zero = negative.bucketCounts.length;
  if (step < zero) return -shortDecimal(scale, negative.offset + zero - 1 - step);
  return step === zero ? 0 : shortDecimal(scale, positive.offset + step - zero - 1);
}
