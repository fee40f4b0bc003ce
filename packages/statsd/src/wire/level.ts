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

/**
 * The level that two lines make together, zero and the way down from there: taken one by one, the second would change
 * a newer level.
 */
export function levelBelowZero(
  line: string,
  next = '',
): { readonly head: string; readonly tail: string; readonly value: number } | undefined {
  const valueStart = line.indexOf(':') + 1;
  if (!line.startsWith('0|g', valueStart)) return undefined;
  const head = line.slice(0, valueStart);
  const tail = line.slice(valueStart + 1);
  const value = next.slice(valueStart, next.length - tail.length);
  const isPair = /^-[\d.]+$/.test(value) && next === head + value + tail;
  return isPair ? { head, tail, value: Number(value) } : undefined;
}
