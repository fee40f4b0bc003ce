import type { Tag } from '../../statsd/record.js';
import type { Observation } from '../observation.js';

/** Count and sum of a distribution whose samples of an interval are not known. */
export function observeTotals(
  name: string,
  tags: readonly Tag[],
  kind: 'amount' | 'total',
  { count, sum }: { readonly count?: unknown; readonly sum?: unknown },
): readonly Observation[] {
  return Object.entries({ count, sum }).flatMap(([member, value]) =>
    typeof value === 'number' ? [{ name: `${name}.${member}`, tags, kind, value, weight: 1 }] : [],
  );
}
