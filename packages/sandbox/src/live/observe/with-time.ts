import type { Observation } from '../observation.js';

/** The same observations, of one moment. */
export function withTime(
  observations: readonly Observation[],
  timeSeconds: number | undefined,
): readonly Observation[] {
  return observations.map((observation) => ({ ...observation, timeSeconds }));
}
