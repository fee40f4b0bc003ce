import type { Dialect } from '../wire/dialect.js';
import type { Target } from '../wire/target.js';

/** How histograms go out. `summary`: count, sum and statistics. `timers`, `distributions`: weighted samples. */
export type HistogramMode = 'summary' | 'timers' | 'distributions';

/** What the records of every metric of an exporter have in common. */
export interface WireSettings {
  readonly dialect: Dialect;
  readonly target: Target;
  readonly histograms: HistogramMode;
  /** In percent: 50, 95, 99.9. */
  readonly percentiles: readonly number[];
  /** Counters and gauges carry the time of the collection. */
  readonly timestamps: boolean;
}
