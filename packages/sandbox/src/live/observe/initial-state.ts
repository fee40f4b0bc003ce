import type { TakenInitialStateEvent } from '../../initial-state/event.js';
import type { Observation } from '../observation.js';

/** Numbers are levels, and so are true (1) and false (0); texts have no history. */
export function observeInitialState(event: TakenInitialStateEvent): readonly Observation[] {
  const { bucketKey, key, value, epoch } = event;
  if (typeof value === 'string') return [];
  const tags = [['bucket', bucketKey]] as const;
  return [{ name: key, tags, kind: 'level', value: Number(value), weight: 1, timeSeconds: epoch }];
}
