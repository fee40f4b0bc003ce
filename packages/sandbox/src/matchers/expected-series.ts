import type { SeriesKind } from '../live/observation.js';
import type { ReceivedSeries } from './received-series.js';

/** What a series is expected to be; what is left out may be anything. Each part may be an asymmetric matcher. */
export interface ExpectedSeries {
  readonly name: unknown;
  /** Tags that it has, beside others: `{ env: 'test' }`. */
  readonly tags?: Readonly<Record<string, unknown>>;
  /** `amount`, `total`, `level`, `samples` or `members`. */
  readonly kind?: SeriesKind;
  /** The backend's own word: `c` to `s` of StatsD, `count` and `value` of StatHat, `sum`, `gauge` and so on of OTLP and Stride. */
  readonly type?: unknown;
  /** The sum of amounts, the last total or level, the number of members. */
  readonly value?: unknown;
  /** Of samples: how many there were, by their weights. */
  readonly count?: unknown;
  /** Of samples. */
  readonly sum?: unknown;
}

type Equals = (actual: unknown, expected: unknown) => boolean;

const parts = ['name', 'kind', 'type', 'value', 'count', 'sum'] as const;

/** Whether the series is what was expected. */
export function isAsExpected(series: ReceivedSeries, expected: ExpectedSeries, equals: Equals): boolean {
  if (!parts.every((part) => expected[part] === undefined || equals(series[part], expected[part])))
    return false;
  return Object.entries(expected.tags ?? {}).every(([key, wanted]) =>
    series.tags.some((tag) => tag[0] === key && equals(tag[1], wanted)),
  );
}
