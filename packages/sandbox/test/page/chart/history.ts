import type { SampleColumns, SeriesHistory } from '../../../src/live/messages.ts';
import type { SeriesKind } from '../../../src/live/observation.ts';

/** A history by the second, from second 1 on. */
export function historyOf(kind: SeriesKind, columns: SeriesHistory['columns']): SeriesHistory {
  const length = 'value' in columns ? columns.value.length : columns.count.length;
  const row = {
    id: '1',
    backend: 'statsd',
    name: 'x',
    tags: [],
    kind,
    latest: 0,
    perSecond: null,
    lastSeenMillis: 0,
    recent: [],
  } as const;
  return { row, slotSeconds: 1, times: Array.from({ length }, (_, index) => index + 1), columns };
}

/** Samples of which only the counts matter. */
export function countsOf(count: SampleColumns['count']): SampleColumns {
  const ones = count.map((value) => (value === null ? null : 1));
  return { count, sum: ones, min: ones, p50: ones, p95: ones, p99: ones, max: ones };
}
