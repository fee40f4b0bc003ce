import { quote } from '../defect.js';
import type { StatsdDefects } from './defect.js';

/** 2100-01-01: beyond it, somebody wrote milliseconds. */
const latestSeconds = 4_102_444_800;

/** Reads Unix seconds; gives nothing when the text is no whole number above 0. */
export function readTimestamp(text: string, column: number, defects: StatsdDefects): number | undefined {
  const seconds = /^\d{1,15}$/.test(text) ? Number(text) : 0;
  if (seconds < 1) return undefined;
  if (seconds > latestSeconds) {
    const message = `timestamp ${quote(text)} is after the year 2100; it must be seconds, not milliseconds`;
    defects.warn('timestamp-not-seconds', message, column);
  }
  return seconds;
}
