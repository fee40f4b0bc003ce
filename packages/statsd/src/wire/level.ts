import type { Packer, Series } from '@otelwire/core';
import { type RecordShape, type Refusal, writeNegativeLevel, writeRecord } from './record.js';

/** Writes a gauge so that the server shows `value`, whatever it showed before. */
export function writeLevel(
  packer: Packer,
  shape: RecordShape,
  series: Series,
  value: number,
  signedGaugesAreLevels: boolean,
): Refusal | undefined {
  return value < 0 && !signedGaugesAreLevels
    ? writeNegativeLevel(packer, shape, series, value)
    : writeRecord(packer, shape, series, value);
}

const ZERO = 48;
const MINUS = 45;
const NEWLINE = 10;

/**
 * Where the second of two lines ends that make a level together, zero and the way down from there: taken one by one, it would
 * change a newer level. Undefined where the line from `start` to `end` is not the first of two.
 */
export function endOfLevel(
  bytes: Buffer,
  start: number,
  headEnd: number,
  tailStart: number,
  end: number,
): number | undefined {
  if (tailStart !== headEnd + 1 || bytes[headEnd] !== ZERO) return undefined;
  const next = end + 1;
  const valueStart = next + headEnd - start;
  if (bytes[valueStart] !== MINUS) return undefined;
  const nextEnd = bytes.indexOf(NEWLINE, valueStart);
  const valueEnd = nextEnd - (end - tailStart);
  const isPair =
    valueEnd > valueStart + 1 &&
    bytes.compare(bytes, start, headEnd, next, valueStart) === 0 &&
    bytes.compare(bytes, tailStart, end, valueEnd, nextEnd) === 0;
  return isPair ? nextEnd : undefined;
}
