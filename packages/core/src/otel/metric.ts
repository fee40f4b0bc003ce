import type { ExplicitHistogram, ExponentialHistogram } from '../histogram/histogram.js';

/** What a metric says, whatever instrument made it. */
export type MetricKind =
  /** Amounts since the last collection, which a backend adds up (may be negative where the instrument allows it). */
  | 'delta-sum'
  /** A running total that only grows. */
  | 'total'
  /** A value that replaces the one before: gauges, and sums that go up and down. */
  | 'level'
  /** Values recorded since the last collection. */
  | 'delta-histogram'
  /** All values recorded so far. */
  | 'total-histogram';

/** The library that made a metric. */
export interface MetricScope {
  readonly name: string;
  readonly version?: string | undefined;
}

/** What a backend needs to prepare the records of a metric. */
export interface MetricIdentity {
  readonly name: string;
  readonly unit: string;
  readonly kind: MetricKind;
  /** Whether levels of two series that become one are added up (sums) or the later one stays (gauges). */
  readonly isAdditive: boolean;
  /** Whether it is a sum that only grows. Of the first metric, where others are merged with it. */
  readonly isMonotonic: boolean;
  /** Of the first metric, where others are merged with it. */
  readonly scope: MetricScope;
}

/** The value of a data point: a number, or a histogram as the SDK gives it. */
export type PointValue = number | ExplicitHistogram | ExponentialHistogram;

/** A data point as the SDK gives it, or as several of them were merged. Never changed. */
export interface Point {
  readonly attributes: object;
  readonly value: PointValue;
  readonly startTime: readonly [seconds: number, nanoseconds: number];
  readonly endTime: readonly [seconds: number, nanoseconds: number];
}
