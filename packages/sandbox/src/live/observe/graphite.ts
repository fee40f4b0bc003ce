import type { GraphitePoint } from '../../graphite/point.js';
import type { Observation } from '../observation.js';

/** A point is a level: the wire does not tell totals from levels. */
export function observeGraphite({ name, tags, value, timestamp }: GraphitePoint): readonly Observation[] {
  return [{ name, tags, kind: 'level', value, weight: 1, timeSeconds: timestamp }];
}
