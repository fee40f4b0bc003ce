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
