import { writeEightDigits } from '@otelwire/core';
import { bytesOf } from './bytes.js';

/** Seconds and nanoseconds since 1970, as the SDK gives them. */
export type Moment = readonly [seconds: number, nanoseconds: number];

/** What stands in a text where a moment will be put. */
export const MOMENT_BLANK = '0000-00-00T00:00:00.000000000Z';
const TIME_AT = '0000-00-00T'.length;
const FRACTION_AT = '0000-00-00T00:00:00.'.length;

const MAX_SECONDS = 253_402_300_799;
const DAY_SECONDS = 86_400;
const BILLION = 1_000_000_000;
const ZERO = 48;

/** A place for a moment in bytes that are written again and again. */
export interface MomentPlace {
  /**
   * Puts a moment there as RFC 3339 with nanoseconds. Of it only what differs from the one before is written anew. False, and nothing
   * put, where it has no such form: years 1970 to 9999.
   */
  put(moment: Moment): boolean;
}

export function createMomentPlace(bytes: Uint8Array, position: number): MomentPlace {
  let lastSecond = Number.NaN;
  let lastNanoseconds = Number.NaN;
  return {
    put(moment) {
      const seconds = moment[0];
      const nanoseconds = moment[1];
      // the SDK rounds 999,999,999.9 ns up to a whole second
      const second = nanoseconds === BILLION ? seconds + 1 : seconds;
      if (second === lastSecond && nanoseconds === lastNanoseconds) return true;
      if (!isMoment(seconds, nanoseconds)) return false;
      if (second !== lastSecond) writeSecond(bytes, position, second, lastSecond);
      writeNineDigits(bytes, position + FRACTION_AT, nanoseconds === BILLION ? 0 : nanoseconds);
      lastSecond = second;
      lastNanoseconds = nanoseconds;
      return true;
    },
  };
}

function isMoment(seconds: number, nanoseconds: number): boolean {
  if (!Number.isInteger(seconds) || seconds < 0 || seconds >= MAX_SECONDS) return false;
  return Number.isInteger(nanoseconds) && nanoseconds >= 0 && nanoseconds <= BILLION;
}

/** Up to the fraction. A `Date` is made for another day only: the series of a metric began at many times, each its own. */
function writeSecond(buffer: Uint8Array, position: number, second: number, lastSecond: number): void {
  const day = Math.floor(second / DAY_SECONDS);
  if (day !== Math.floor(lastSecond / DAY_SECONDS)) {
    buffer.set(bytesOf(new Date(second * 1000).toISOString().slice(0, TIME_AT)), position);
  }
  const secondOfDay = second - day * DAY_SECONDS;
  const minute = (secondOfDay / 60) | 0;
  const hour = (minute / 60) | 0;
  writePair(buffer, position + TIME_AT, hour);
  writePair(buffer, position + TIME_AT + 3, minute - hour * 60);
  writePair(buffer, position + TIME_AT + 6, secondOfDay - minute * 60);
}

function writeNineDigits(buffer: Uint8Array, position: number, value: number): void {
  const first = (value / 100_000_000) | 0;
  buffer[position] = ZERO + first;
  writeEightDigits(buffer, position + 1, value - first * 100_000_000);
}

function writePair(buffer: Uint8Array, position: number, value: number): void {
  const tens = (value / 10) | 0;
  buffer[position] = ZERO + tens;
  buffer[position + 1] = ZERO + value - tens * 10;
}
