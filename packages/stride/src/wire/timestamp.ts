import { bytesOf, copy } from './bytes.js';

/** Seconds and nanoseconds since 1970, as the SDK gives them. */
export type Moment = readonly [seconds: number, nanoseconds: number];

/** `2026-11-21T12:00:00.000000000Z` */
const TIMESTAMP_BYTES = 30;

const MAX_SECONDS = 253_402_300_799;
const BILLION = 1_000_000_000;
const ZERO = 48;

/** Whether it has a form in RFC 3339: years 1970 to 9999. */
export function isMoment([seconds, nanoseconds]: Moment): boolean {
  if (!Number.isInteger(seconds) || seconds < 0 || seconds >= MAX_SECONDS) return false;
  return Number.isInteger(nanoseconds) && nanoseconds >= 0 && nanoseconds <= BILLION;
}

/** Constant text with a moment in it, as of all points of an export that have the same one. */
export interface TimedText {
  readonly byteLength: number;
  /** Returns the position behind it. */
  write(buffer: Uint8Array, position: number, moment: Moment): number;
}

/** RFC 3339 with nanoseconds between two texts. Of the moment only what differs from the one before is written anew. */
export function createTimedText(before: string, after: string): TimedText {
  const bytes = bytesOf(`${before}${' '.repeat(TIMESTAMP_BYTES - 1)}Z${after}`);
  const start = Buffer.byteLength(before);
  let second = Number.NaN;
  let fraction = Number.NaN;
  return {
    byteLength: bytes.length,
    write(buffer, position, [seconds, nanoseconds]) {
      // the SDK rounds 999,999,999.9 ns up to a whole second
      const carry = nanoseconds === BILLION ? 1 : 0;
      if (seconds + carry !== second) {
        second = seconds + carry;
        bytes.set(bytesOf(new Date(second * 1000).toISOString().slice(0, -'000Z'.length)), start);
      }
      if (nanoseconds !== fraction) {
        fraction = nanoseconds;
        writeNineDigits(bytes, start + TIMESTAMP_BYTES - 10, carry === 1 ? 0 : nanoseconds);
      }
      return copy(buffer, position, bytes);
    },
  };
}

function writeNineDigits(buffer: Uint8Array, position: number, value: number): void {
  let rest = value;
  for (let at = position + 8; at >= position; at -= 1) {
    const tenth = (rest / 10) | 0;
    buffer[at] = ZERO + rest - tenth * 10;
    rest = tenth;
  }
}
