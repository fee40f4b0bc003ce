import { isJsonObject } from '../../http/body.js';
import type { Tag } from '../../statsd/record.js';
import type { StrideEvent, TakenStrideEvent } from '../../stride/event.js';
import type { Observation, SeriesKind } from '../observation.js';
import { observeHistogram } from './histogram.js';
import { readHistogram } from './stride-histogram.js';
import { tagsOf } from './tags.js';
import { observeTotals } from './totals.js';

const resourceMembers = ['service', 'version', 'env', 'scope'] as const;
const flattenedMember = /^(?:attributes|resource)_/;

/**
 * An event in the form of otelwire's exporter is a sum, a gauge or a histogram by its `type`; of any other event, each field that
 * is a number is a level.
 */
export function observeStride({ stream, event }: TakenStrideEvent): readonly Observation[] {
  const { name, type } = event;
  if (typeof name !== 'string') return observeFields(stream, event);
  if (type === 'sum' || type === 'gauge') return observeScalar(name, event);
  if (type === 'histogram' || type === 'exponential_histogram') return observeBuckets(name, event);
  return observeFields(stream, event);
}

function observeScalar(name: string, event: StrideEvent): readonly Observation[] {
  const { value } = event;
  if (typeof value !== 'number') return [];
  return [{ name, tags: tagsOfEvent(event), kind: kindOf(event), value, weight: 1 }];
}

function kindOf({ type, temporality, monotonic }: StrideEvent): SeriesKind {
  if (type === 'gauge') return 'level';
  if (temporality === 'delta') return 'amount';
  return monotonic === true ? 'total' : 'level';
}

/** A cumulative histogram has no samples of an interval: its count and sum are shown, as totals. */
function observeBuckets(name: string, event: StrideEvent): readonly Observation[] {
  const tags = tagsOfEvent(event);
  const histogram = readHistogram(event);
  if (histogram !== undefined && event.temporality === 'delta')
    return observeHistogram(name, tags, histogram);
  return observeTotals(name, tags, event.temporality === 'delta' ? 'amount' : 'total', event);
}

function observeFields(stream: string, event: StrideEvent): readonly Observation[] {
  return Object.entries(event).flatMap(([field, value]) => {
    if (typeof value !== 'number' || field.startsWith('$')) return [];
    return [{ name: `${stream}.${field}`, tags: [], kind: 'level' as const, value, weight: 1 }];
  });
}

function tagsOfEvent(event: StrideEvent): readonly Tag[] {
  const { attributes, resource } = event;
  const flattened = Object.keys(event).filter((field) => flattenedMember.test(field));
  return tagsOf([
    ...(isJsonObject(attributes) ? Object.entries(attributes) : []),
    ...(isJsonObject(resource) ? Object.entries(resource) : []),
    ...[...resourceMembers, ...flattened].flatMap((field): readonly [string, unknown][] =>
      event[field] === undefined ? [] : [[field.replace(flattenedMember, ''), event[field]]],
    ),
  ]);
}
