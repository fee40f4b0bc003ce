import { weightOf } from '../../statsd/rate.js';
import type { Metric, StatsdRecord } from '../../statsd/record.js';
import { hashOf } from '../hash.js';
import type { Observation, SeriesKind } from '../observation.js';

const kinds: Readonly<Record<Metric['type'], SeriesKind>> = {
  c: 'amount',
  g: 'level',
  ms: 'samples',
  h: 'samples',
  d: 'samples',
  s: 'members',
};

/** What a record says; events and service checks have no values. `gaugesAreRelative`: a sign makes a gauge's value a change. */
export function observeStatsd(record: StatsdRecord, gaugesAreRelative: boolean): readonly Observation[] {
  if (record.kind !== 'metric') return [];
  const { name, tags, type, rate, values, timestampSeconds: timeSeconds } = record;
  const kind = kinds[type];
  if (type === 's')
    return record.values.map((member) => ({ name, tags, kind, value: hashOf(member), weight: 1 }));
  if (type === 'g') {
    const isRelative = gaugesAreRelative && record.sign !== undefined;
    return [{ name, tags, kind, value: values.at(-1) as number, weight: 1, isRelative, timeSeconds }];
  }
  const weight = weightOf(rate);
  return (values as readonly number[]).map((value) => ({ name, tags, kind, value, weight, timeSeconds }));
}
