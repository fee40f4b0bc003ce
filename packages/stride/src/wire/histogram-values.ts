import { type Histogram, MAX_NUMBER_BYTES, writeNumber } from '@otelwire/core';
import { bytesOf, copy } from './bytes.js';
import type { Field, FieldNames } from './fields.js';
import { quotedText } from './json-text.js';

/** A count of buckets with its comma: an integer below 10^21 has 21 digits at the most. */
const COUNT_BYTES = 22;
const COUNT_LIMIT = 1e21;
const COMMA = 44;
const OPENING = 91;
const CLOSING = 93;

const statistics = ['sum', 'min', 'max'] as const;

/**
 * How long the values of a histogram are at the most, without their names; undefined for what is none: a count that is not one, a
 * boundary that is not finite. A bound is enough, since the longest event allowed is far longer than a histogram of the SDK's.
 */
export function histogramBytes(histogram: Histogram): number | undefined {
  if (!isCount(histogram.count)) return undefined;
  let bytes = COUNT_BYTES + statistics.length * (MAX_NUMBER_BYTES + 1);
  if ('scale' in histogram) {
    const { scale, zeroCount, positive, negative } = histogram;
    if (![scale, positive.offset, negative.offset].every(Number.isSafeInteger)) return undefined;
    if (!isCount(zeroCount) || !positive.bucketCounts.every(isCount) || !negative.bucketCounts.every(isCount))
      return undefined;
    bytes += COUNT_BYTES * (positive.bucketCounts.length + negative.bucketCounts.length + 4);
  } else {
    const { boundaries, counts } = histogram.buckets;
    if (!boundaries.every(Number.isFinite) || !counts.every(isCount)) return undefined;
    bytes += COUNT_BYTES * counts.length + (MAX_NUMBER_BYTES + 1) * boundaries.length;
  }
  return bytes;
}

export interface HistogramValues {
  /** Of the names with all that stands around values. */
  readonly constantBytes: number;
  /** Writes `,"count":3,"sum":1.2…`; returns the position behind. */
  write(buffer: Uint8Array, position: number, histogram: Histogram): number;
}

/** What an instrument did not keep, or an infinite measurement has spoilt (sum, min, max), is left out. */
export function createHistogramValues(names: FieldNames): HistogramValues {
  const key = (field: Field) => bytesOf(`,${quotedText(names[field])}:`);
  const keys = {
    count: key('count'),
    sum: key('sum'),
    min: key('min'),
    max: key('max'),
    bounds: key('bounds'),
    buckets: key('buckets'),
    scale: key('scale'),
    zeroCount: key('zeroCount'),
    positiveOffset: key('positiveOffset'),
    positiveCounts: key('positiveCounts'),
    negativeOffset: key('negativeOffset'),
    negativeCounts: key('negativeCounts'),
  };
  return {
    constantBytes: Object.values(keys).reduce((bytes, { length }) => bytes + length + '[]'.length, 0),
    write(buffer, position, histogram) {
      let at = writeMember(buffer, position, keys.count, histogram.count);
      for (const field of statistics) {
        const value = histogram[field];
        if (value !== undefined && Number.isFinite(value)) at = writeMember(buffer, at, keys[field], value);
      }
      if (!('scale' in histogram)) {
        at = writeArray(buffer, at, keys.bounds, histogram.buckets.boundaries);
        return writeArray(buffer, at, keys.buckets, histogram.buckets.counts);
      }
      const { scale, zeroCount, positive, negative } = histogram;
      at = writeMember(buffer, at, keys.scale, scale);
      at = writeMember(buffer, at, keys.zeroCount, zeroCount);
      at = writeMember(buffer, at, keys.positiveOffset, positive.offset);
      at = writeArray(buffer, at, keys.positiveCounts, positive.bucketCounts);
      at = writeMember(buffer, at, keys.negativeOffset, negative.offset);
      return writeArray(buffer, at, keys.negativeCounts, negative.bucketCounts);
    },
  };
}

function isCount(count: number): boolean {
  return Number.isInteger(count) && count >= 0 && count < COUNT_LIMIT;
}

function writeMember(buffer: Uint8Array, position: number, key: Uint8Array, value: number): number {
  return writeNumber(buffer, copy(buffer, position, key), value);
}

function writeArray(
  buffer: Uint8Array,
  position: number,
  key: Uint8Array,
  values: readonly number[],
): number {
  let at = copy(buffer, position, key);
  buffer[at++] = OPENING;
  for (let i = 0; i < values.length; i += 1) {
    if (i > 0) buffer[at++] = COMMA;
    at = writeNumber(buffer, at, values[i]!);
  }
  buffer[at++] = CLOSING;
  return at;
}
