/**
 * Counts by fixed boundaries: bucket i holds (boundaries[i − 1], boundaries[i]], the last one what is above
 * all.
 */
export interface ExplicitHistogram {
  readonly buckets: {
    readonly boundaries: readonly number[];
    readonly counts: readonly number[];
  };
  readonly count: number;
  readonly sum?: number;
  readonly min?: number;
  readonly max?: number;
}

/** `bucketCounts[i]` is of (base^(offset + i), base^(offset + i + 1)], where base = 2^(2^−scale). */
export interface ExponentialBuckets {
  readonly offset: number;
  readonly bucketCounts: readonly number[];
}

/** Counts by magnitude. The buckets of negative values are those of their magnitudes. */
export interface ExponentialHistogram {
  readonly count: number;
  readonly sum?: number;
  readonly min?: number;
  readonly max?: number;
  readonly scale: number;
  readonly zeroCount: number;
  readonly positive: ExponentialBuckets;
  readonly negative: ExponentialBuckets;
}

/** A histogram's value as the OpenTelemetry SDK gives it, of either kind. */
export type Histogram = ExplicitHistogram | ExponentialHistogram;

export function isExponential(histogram: Histogram): histogram is ExponentialHistogram {
  return 'scale' in histogram;
}

/** The smallest value recorded, −Infinity if unknown: not recorded, or infinite itself. */
export function knownMin(histogram: Histogram): number {
  const min = histogram.min;
  return min !== undefined && Number.isFinite(min) ? min : Number.NEGATIVE_INFINITY;
}

/** The greatest value recorded, Infinity if unknown: not recorded, or infinite itself. */
export function knownMax(histogram: Histogram): number {
  const max = histogram.max;
  return max !== undefined && Number.isFinite(max) ? max : Number.POSITIVE_INFINITY;
}

/**
 * Stands for values of which the buckets tell nothing: the mean, or else the minimum or maximum; NaN if
 * unknown too.
 */
export function fallbackValue(histogram: Histogram): number {
  const { count, sum = Number.NaN, min = Number.NaN, max = Number.NaN } = histogram;
  return [sum / count, min, max].find(Number.isFinite) ?? Number.NaN;
}

/** `value`, or the nearest that the histogram can have recorded. */
export function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max);
}
