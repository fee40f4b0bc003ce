import type { OtlpNumberPoint, OtlpSummaryPoint, TakenOtlpPoint } from '../../otlp/point.js';
import type { Tag } from '../../statsd/record.js';
import { canonicalTags } from '../../statsd/tags.js';
import type { Observation, SeriesKind } from '../observation.js';
import { observeHistogram } from './histogram.js';
import { withTime } from './with-time.js';

/** What tells senders apart; the rest of a resource is the same for all series of one. */
const senderKeys: ReadonlySet<string> = new Set([
  'service.name',
  'service.version',
  'service.instance.id',
  'deployment.environment.name',
  'host.name',
  'process.pid',
]);

/** What a point says. Of a summary, count and sum are totals, and the quantiles levels. */
export function observeOtlp(point: TakenOtlpPoint): readonly Observation[] {
  return withTime(observePoint(point, tagsOfPoint(point)), Number(point.timeUnixNano) / 1e9);
}

function observePoint(point: TakenOtlpPoint, tags: readonly Tag[]): readonly Observation[] {
  const { name } = point;
  switch (point.kind) {
    case 'sum':
    case 'gauge':
      return [{ name, tags, kind: kindOf(point), value: point.value, weight: 1 }];
    case 'histogram':
    case 'exponentialHistogram':
      return [observeHistogram(name, tags, point.histogram, point.temporality !== 'delta')];
    case 'summary':
      return observeSummary(point, tags);
  }
}

function kindOf({ kind, temporality, isMonotonic }: OtlpNumberPoint): SeriesKind {
  if (kind === 'gauge') return 'level';
  if (temporality === 'delta') return 'amount';
  return isMonotonic ? 'total' : 'level';
}

function observeSummary({ name, summary }: OtlpSummaryPoint, tags: readonly Tag[]): readonly Observation[] {
  const { count, sum, quantiles } = summary;
  return [
    { name: `${name}.count`, tags, kind: 'total', value: count, weight: 1 },
    { name: `${name}.sum`, tags, kind: 'total', value: sum, weight: 1 },
    ...quantiles.map(({ quantile, value }) => ({
      name,
      tags: canonicalTags([...tags, ['quantile', String(quantile)]]),
      kind: 'level' as const,
      value,
      weight: 1,
    })),
  ];
}

function tagsOfPoint({ tags, resource }: TakenOtlpPoint): readonly Tag[] {
  const ofSender = resource.tags.filter(([key, value]) => senderKeys.has(key) && value !== '');
  return canonicalTags([...tags, ...ofSender]);
}
