/** Why a time cannot be sent. */
export type MomentRefusal = 'invalid_timestamp' | 'timestamp_in_millis';

/** The year 5138 in seconds, and 1973 in milliseconds. */
const MIN_MILLIS = 1e11;

/** Milliseconds since 1970 of what an application gives as a time: a date, or seconds since 1970. */
export function millisOf(when: unknown): number | MomentRefusal {
  if (typeof when === 'number' && when > MIN_MILLIS && when < Number.POSITIVE_INFINITY) {
    return 'timestamp_in_millis';
  }
  const millis = typeof when === 'number' ? when * 1000 : millisOfDate(when);
  return millis >= 0 && millis <= MIN_MILLIS * 1000 ? millis : 'invalid_timestamp';
}

/** `NaN` of what is no date, and of what throws when it is asked. */
function millisOfDate(when: unknown): number {
  try {
    return when instanceof Date ? when.getTime() : Number.NaN;
  } catch {
    return Number.NaN;
  }
}
