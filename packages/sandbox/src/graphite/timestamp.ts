import { quote } from '../defect.js';
import type { GraphiteDefects } from './defect.js';
import { readFloat } from './float.js';

/** 2100-01-01: beyond it, somebody wrote milliseconds. */
const latestSeconds = 4_102_444_800;

const plainForm = /^[1-9]\d*$/;

/** Reads Unix seconds; -1 means now. Gives nothing when the text is no time. */
export function readTimestamp(text: string, column: number, defects: GraphiteDefects): number | undefined {
  const isPlain = plainForm.test(text);
  const seconds = isPlain ? Number(text) : readFloat(text);
  if (seconds === undefined) {
    const message = `timestamp ${quote(text)} is not a whole number of seconds above 0`;
    return defects.error('bad-timestamp', message, column);
  }
  return checkTimestamp(seconds, { text, isPlain, column }, defects);
}

/** How a timestamp was written, for messages. */
export interface TimestampPlace {
  readonly text: string;
  readonly isPlain: boolean;
  readonly column: number | undefined;
}

/** Checks seconds that came as a number, and cuts their fraction off; gives nothing when there is no such time. */
export function checkTimestamp(
  seconds: number,
  { text, isPlain, column }: TimestampPlace,
  defects: GraphiteDefects,
): number | undefined {
  if (!Number.isFinite(seconds)) {
    const message = `timestamp ${quote(text)} is not finite; carbon drops the connection`;
    const code = Number.isNaN(seconds) ? 'timestamp-nan' : 'timestamp-infinite';
    return defects.error(code, message, column);
  }
  const whole = Math.trunc(seconds) + 0;
  if (whole === -1) {
    defects.warn('timestamp-form', `timestamp ${quote(text)} makes carbon take its own time`, column);
  } else if (!isPlain) {
    const message = `timestamp ${quote(text)} must be a whole number of seconds above 0, in digits only`;
    defects.warn('timestamp-form', message, column);
  } else if (seconds > latestSeconds) {
    const message = `timestamp ${quote(text)} is after the year 2100; it must be seconds, not milliseconds`;
    defects.warn('timestamp-not-seconds', message, column);
  }
  return whole;
}
