import type { Histogram } from '@otelwire/core';
import type { Tag } from '../statsd/record.js';

/**
 * What the values of a series mean.
 *
 * - `amount`: values add up (a counter's increments).
 * - `total`: a running total; its growth is the amount.
 * - `level`: the last value counts.
 * - `samples`: a distribution; each value stands for `weight` samples.
 * - `members`: of each interval, the number of different values counts.
 */
export type SeriesKind = 'amount' | 'total' | 'level' | 'samples' | 'members';

/** One value that arrived for a series, in the same form for all backends. */
export interface Observation {
  readonly name: string;
  /** Sorted by key, then value. */
  readonly tags: readonly Tag[];
  readonly kind: SeriesKind;
  /** Of members, a hash or a number that tells them apart. */
  readonly value: number;
  /** How often it counts: 1 but for samples and amounts with a rate. */
  readonly weight: number;
  /** Of a level: `value` is what it changes by. */
  readonly isRelative?: boolean;
  /** Of samples that came as a histogram: `value` is their mean, and `weight` their number. */
  readonly histogram?: Histogram;
  /** Whether the histogram is of all that there ever was: its growth are the samples. */
  readonly isCumulative?: boolean;
  /** Unix seconds, where the wire tells a time of the value's own. */
  readonly timeSeconds?: number | undefined;
}
