import { isJsonObject } from '../../http/body.js';
import type { Tag } from '../../statsd/record.js';
import type { StrideEvent, TakenStrideEvent } from '../../stride/event.js';
import type { Observation, SeriesKind } from '../observation.js';
import { observeHistogram } from './histogram.js';
import { readHistogram } from './stride-histogram.js';
import { tagsOf } from './tags.js';
import { withTime } from './with-time.js';

const resourceMembers = ['service', 'version', 'env', 'scope'] as const;
const flattenedMember = /^(?:attributes|resource)_/;

/**
 * An event in the form of otelwire's exporter is a sum, a gauge or a histogram by its `type`; of any other event, each field that
 * is a number is a level.
 */
export function observeStride({ stream, event }: TakenStrideEvent): readonly Observation[] {
  const observation = typeof event.name === 'string' ? observeMetric(event.name, event) : undefined;
  const observations = observation === undefined ? observeFields(stream, event) : [observation];
  return withTime(observations, secondsOf(event.$timestamp));
}

function observeMetric(name: string, event: StrideEvent): Observation | undefined {
  const { type, value, temporality } = event;
  if (type === 'sum' || type === 'gauge') {
    if (typeof value !== 'number') return undefined;
    return { name, tags: tagsOfEvent(event), kind: kindOf(event), value, weight: 1 };
  }
  if (type !== 'histogram' && type !== 'exponential_histogram') return undefined;
  const histogram = readHistogram(event);
  if (histogram === undefined) return undefined;
  return observeHistogram(name, tagsOfEvent(event), histogram, temporality !== 'delta');
}

/** Without an offset it is what Python writes, in a zone that nobody tells. */
function secondsOf(timestamp: unknown): number | undefined {
  const isWhole = typeof timestamp === 'string' && /T.*(?:Z|[+-]\d\d:\d\d)$/.test(timestamp);
  const seconds = isWhole ? Date.parse(timestamp) / 1000 : Number.NaN;
  return Number.isNaN(seconds) ? undefined : seconds;
}

function kindOf({ type, temporality, monotonic }: StrideEvent): SeriesKind {
  if (type === 'gauge') return 'level';
  if (temporality === 'delta') return 'amount';
  return monotonic === true ? 'total' : 'level';
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
