import type { StatHatPoint } from '../../stathat/point.js';
import type { Observation } from '../observation.js';

/** Counts add up, values are levels. A stat has no tags: its name stays as it is. */
export function observeStatHat({ kind, stat, value, timestamp }: StatHatPoint): readonly Observation[] {
  return [
    {
      name: stat,
      tags: [],
      kind: kind === 'count' ? 'amount' : 'level',
      value,
      weight: 1,
      timeSeconds: timestamp,
    },
  ];
}
