import { formatNumber, type Series, writeNumberAt } from '@otelwire/core';
import type { Format, Stamp } from './format.js';
import { copy, type PathShape, pathBytes, writePath } from './path-shape.js';

/** Writes path, number and stamp one after another, as the formats made of text have them. */
export const writeTextRecord: Format['write'] = (packer, shape, series, values, index, stamp) => {
  if (!Number.isFinite(values[index])) return 'not_finite';
  if (!packer.fits(pathBytes(shape, series) + 1 + stamp.length)) return 'too_large';
  const { buffer, position: start } = packer;
  const valueStart = writePath(buffer, start, shape, series);
  const end = copy(buffer, writeNumberAt(buffer, valueStart, values, index), stamp);
  if (!packer.fits(end - start)) return 'too_large';
  packer.position = end;
  packer.endRecord();
  return undefined;
};

export function textRecordBytes(shape: PathShape, series: Series, value: number, stamp: Stamp): number {
  return pathBytes(shape, series) + formatNumber(value).length + stamp.length;
}
