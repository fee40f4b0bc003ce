import { alignedSecond } from '../wire/align.js';

/** Why a time cannot be sent. */
export type MomentRefusal = 'invalid_timestamp' | 'timestamp_in_millis' | 'invalid_interval';

/** carbon keeps seconds in four bytes. */
const MAX_SECOND = 2 ** 32 - 1;
/** The year 5138 in seconds, and 1973 in milliseconds. */
const MIN_MILLIS = 1e11;
/** A day, as in the options. */
const MAX_INTERVAL_SECONDS = 86_400;

/** Seconds since 1970 of what an application gives as a time. */
export function secondsOf(timestamp: unknown): number | MomentRefusal {
  if (timestamp instanceof Date) return timestamp.getTime() / 1000;
  if (typeof timestamp !== 'number') return 'invalid_timestamp';
  return timestamp > MIN_MILLIS && timestamp < Number.POSITIVE_INFINITY ? 'timestamp_in_millis' : timestamp;
}

/** Seconds since 1970 as they are stored. The first second is none: VictoriaMetrics takes 0 for now. */
export function storedSecond(seconds: number, intervalSeconds: number | undefined): number | MomentRefusal {
  const second = alignedSecond(seconds, intervalSeconds);
  return second >= 1 && second <= MAX_SECOND ? second : 'invalid_timestamp';
}

export function isInterval(seconds: unknown): seconds is number {
  return Number.isInteger(seconds) && (seconds as number) >= 1 && (seconds as number) <= MAX_INTERVAL_SECONDS;
}
