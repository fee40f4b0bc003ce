import type { TakenInitialStateEvent } from '../../initial-state/event.js';
import type { Observation } from '../observation.js';

/** Numbers are levels, and so are true (1) and false (0); texts have no history. */
export function observeInitialState({
  bucketKey,
  key,
  value,
}: Pick<TakenInitialStateEvent, 'bucketKey' | 'key' | 'value'>): readonly Observation[] {
  if (typeof value === 'string') return [];
  return [{ name: key, tags: [['bucket', bucketKey]], kind: 'level', value: Number(value), weight: 1 }];
}
