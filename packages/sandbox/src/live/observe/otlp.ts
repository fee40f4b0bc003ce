import type { OtlpNumberPoint, OtlpSummaryPoint, TakenOtlpPoint } from '../../otlp/point.js';
import type { Tag } from '../../statsd/record.js';
import { canonicalTags } from '../../statsd/tags.js';
import type { Observation, SeriesKind } from '../observation.js';
import { observeHistogram } from './histogram.js';
import { observeTotals } from './totals.js';

/** What tells senders apart; the rest of a resource is the same for all series of one. */
const senderKeys: ReadonlySet<string> = new Set([
  'service.name',
  'service.version',
  'service.instance.id',
  'deployment.environment.name',
  'host.name',
  'process.pid',
]);

/**
 * What a point says. A cumulative histogram has no samples of an interval: its count and sum are shown, as totals; of a summary, its
 * quantiles too, as levels.
 */
export function observeOtlp(point: TakenOtlpPoint): readonly Observation[] {
  const { name } = point;
  const tags = tagsOfPoint(point);
  switch (point.kind) {
    case 'sum':
    case 'gauge':
      return [{ name, tags, kind: kindOf(point), value: point.value, weight: 1 }];
    case 'histogram':
    case 'exponentialHistogram':
      return point.temporality === 'delta'
        ? observeHistogram(name, tags, point.histogram)
        : observeTotals(name, tags, 'total', point.histogram);
    case 'summary':
      return [...observeTotals(name, tags, 'total', point.summary), ...observeQuantiles(point, tags)];
  }
}

function kindOf({ kind, temporality, isMonotonic }: OtlpNumberPoint): SeriesKind {
  if (kind === 'gauge') return 'level';
  if (temporality === 'delta') return 'amount';
  return isMonotonic ? 'total' : 'level';
}

function observeQuantiles({ name, summary }: OtlpSummaryPoint, tags: readonly Tag[]): readonly Observation[] {
  return summary.quantiles.map(({ quantile, value }) => ({
    name,
    tags: canonicalTags([...tags, ['quantile', String(quantile)]]),
    kind: 'level',
    value,
    weight: 1,
  }));
}

function tagsOfPoint({ tags, resource }: TakenOtlpPoint): readonly Tag[] {
  const ofSender = resource.tags.filter(([key, value]) => senderKeys.has(key) && value !== '');
  return canonicalTags([...tags, ...ofSender]);
}
