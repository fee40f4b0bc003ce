import { unixSeconds } from '@otelwire/core';

/** Why a time cannot be sent. */
export type MomentRefusal = 'invalid_timestamp' | 'timestamp_in_millis';

/** The year 5138 in seconds, and 1973 in milliseconds. */
const MIN_MILLIS = 1e11;

/** Whole seconds since 1970 of what an application gives as a time. */
export function secondOf(timestamp: unknown): number | MomentRefusal {
  const isMoment = timestamp instanceof Date || typeof timestamp === 'number';
  const second = isMoment ? unixSeconds(timestamp) : undefined;
  if (second !== undefined) return second;
  const isMillis =
    typeof timestamp === 'number' && timestamp > MIN_MILLIS && timestamp < Number.POSITIVE_INFINITY;
  return isMillis ? 'timestamp_in_millis' : 'invalid_timestamp';
}
