import { bytesOf, copy } from './bytes.js';

/** Seconds and nanoseconds since 1970, as the SDK gives them. */
export type Moment = readonly [seconds: number, nanoseconds: number];

/** `2026-11-21T12:00:00.000000000Z` */
export const TIMESTAMP_BYTES = 30;

const MAX_SECONDS = 253_402_300_799;
const BILLION = 1_000_000_000;
const ZERO = 48;
const Z = 90;

/** Whether it has a form in RFC 3339: years 1970 to 9999. */
export function isMoment([seconds, nanoseconds]: Moment): boolean {
  if (!Number.isInteger(seconds) || seconds < 0 || seconds >= MAX_SECONDS) return false;
  return Number.isInteger(nanoseconds) && nanoseconds >= 0 && nanoseconds <= BILLION;
}

/** Writes a moment; returns the position behind it. */
export type TimestampWriter = (buffer: Uint8Array, position: number, moment: Moment) => number;

/** RFC 3339 with nanoseconds. The points of an export mostly share their second, so that the last one is all there is to keep. */
export function createTimestampWriter(): TimestampWriter {
  let last = Number.NaN;
  let upToSecond = new Uint8Array(0);
  return (buffer, position, [seconds, nanoseconds]) => {
    // the SDK rounds 999,999,999.9 ns up to a whole second
    const carry = nanoseconds === BILLION ? 1 : 0;
    if (seconds + carry !== last) {
      last = seconds + carry;
      upToSecond = bytesOf(new Date(last * 1000).toISOString().slice(0, -'000Z'.length));
    }
    let at = copy(buffer, position, upToSecond) + 9;
    let rest = carry === 1 ? 0 : nanoseconds;
    buffer[at] = Z;
    for (let digits = 0; digits < 9; digits += 1) {
      const tenth = Math.floor(rest / 10);
      at -= 1;
      buffer[at] = ZERO + rest - tenth * 10;
      rest = tenth;
    }
    return position + TIMESTAMP_BYTES;
  };
}
