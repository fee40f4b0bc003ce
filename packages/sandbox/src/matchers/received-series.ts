import type { SeriesKind } from '../live/observation.js';
import type { Tag } from '../statsd/record.js';

/** What a receiver has of one series, in the same form for all backends. */
export interface ReceivedSeries {
  readonly name: string;
  /** Of Initial State, the bucket; of OTLP, the resource too. */
  readonly tags: readonly Tag[];
  readonly kind: SeriesKind;
  /** The backend's own word for it: `ms`, `value`, `exponentialHistogram`. */
  readonly type?: string | undefined;
  /** The sum of amounts, the last total or level, the number of members; none of samples. */
  readonly value?: unknown;
  /** Of samples: how many there were, by their weights. */
  readonly count?: number | undefined;
  /** Of samples. */
  readonly sum?: number | undefined;
}
