import {
  type ExplicitHistogram,
  type ExponentialHistogram,
  formatNumber,
  type Histogram,
  MAX_NUMBER_BYTES,
  writeNumber,
} from '@otelwire/core';
import { bytesOf, copy } from './bytes.js';
import type { Field, FieldNames } from './fields.js';
import { quotedText } from './json-text.js';

/** A count of buckets with its comma: an integer below 10^21 has 21 digits at the most. */
const COUNT_BYTES = 22;
const COUNT_LIMIT = 1e21;
const ZERO = 48;
const COMMA = 44;
const CLOSING = 93;

/** The values of the histograms of a metric: `,"count":3,"sum":1.2…`. */
export interface HistogramValues<Kind extends Histogram = Histogram> {
  /**
   * How long they are at the most; undefined for what is no histogram: a count that is not one, a boundary that is not finite. A bound is
   * enough, since the longest event allowed is far longer than a histogram of the SDK's.
   */
  byteLength(histogram: Kind): number | undefined;
  /** Returns the position behind. */
  write(buffer: Uint8Array, position: number, histogram: Kind): number;
}

/** What an instrument did not keep, or an infinite measurement has spoilt (sum, min, max), is left out. */
export function createHistogramValues(names: FieldNames): HistogramValues {
  const keyOf = (field: Field) => `,${quotedText(names[field])}:`;
  const count = bytesOf(keyOf('count'));
  const sum = bytesOf(keyOf('sum'));
  const min = bytesOf(keyOf('min'));
  const max = bytesOf(keyOf('max'));
  const bytesOfStatistics = mostBytes([count, sum, min, max], MAX_NUMBER_BYTES);
  const explicit = createExplicitValues(keyOf);
  const exponential = createExponentialValues(keyOf);
  return {
    byteLength(histogram) {
      if (!isCount(histogram.count)) return undefined;
      const bytes = 'scale' in histogram ? exponential.byteLength(histogram) : explicit.byteLength(histogram);
      return bytes === undefined ? undefined : bytesOfStatistics + bytes;
    },
    write(buffer, position, histogram) {
      let at = writeMember(buffer, position, count, histogram.count);
      at = writeFinite(buffer, at, sum, histogram.sum);
      at = writeFinite(buffer, at, min, histogram.min);
      at = writeFinite(buffer, at, max, histogram.max);
      if ('scale' in histogram) return exponential.write(buffer, at, histogram);
      return explicit.write(buffer, at, histogram);
    },
  };
}

function createExplicitValues(keyOf: (field: Field) => string): HistogramValues<ExplicitHistogram> {
  const upToBuckets = createBoundsText(`${keyOf('bounds')}[`, `]${keyOf('buckets')}[`);
  return {
    byteLength({ buckets: { boundaries, counts } }) {
      const before = upToBuckets(boundaries);
      if (before === undefined || !areCounts(counts)) return undefined;
      return before.length + COUNT_BYTES * counts.length + ']'.length;
    },
    write(buffer, position, { buckets: { boundaries, counts } }) {
      return writeCounts(buffer, copy(buffer, position, upToBuckets(boundaries)!), counts);
    },
  };
}

function createExponentialValues(keyOf: (field: Field) => string): HistogramValues<ExponentialHistogram> {
  const scaleKey = bytesOf(keyOf('scale'));
  const zeroCountKey = bytesOf(keyOf('zeroCount'));
  const offsets = [bytesOf(keyOf('positiveOffset')), bytesOf(keyOf('negativeOffset'))] as const;
  const counts = [bytesOf(`${keyOf('positiveCounts')}[`), bytesOf(`${keyOf('negativeCounts')}[`)] as const;
  const bytesOfKeys = mostBytes([scaleKey, zeroCountKey, ...offsets, ...counts], COUNT_BYTES);
  return {
    byteLength({ scale, zeroCount, positive, negative }) {
      if (!Number.isSafeInteger(scale) || !isCount(zeroCount)) return undefined;
      if (!areBuckets(positive) || !areBuckets(negative)) return undefined;
      return bytesOfKeys + COUNT_BYTES * (positive.bucketCounts.length + negative.bucketCounts.length);
    },
    write(buffer, position, { scale, zeroCount, positive, negative }) {
      let at = writeMember(buffer, position, scaleKey, scale);
      at = writeMember(buffer, at, zeroCountKey, zeroCount);
      at = writeMember(buffer, at, offsets[0], positive.offset);
      at = writeCounts(buffer, copy(buffer, at, counts[0]), positive.bucketCounts);
      at = writeMember(buffer, at, offsets[1], negative.offset);
      return writeCounts(buffer, copy(buffer, at, counts[1]), negative.bucketCounts);
    },
  };
}

/** Of keys, each with a value or a bracket of `valueBytes` at the most. */
function mostBytes(keys: readonly Uint8Array[], valueBytes: number): number {
  return keys.reduce((bytes, { length }) => bytes + length + valueBytes, 0);
}

/** Boundaries between two texts, made anew only when they differ from those before; undefined where one is not finite. */
function createBoundsText(
  before: string,
  after: string,
): (boundaries: readonly number[]) => Uint8Array | undefined {
  let known: readonly number[] = [];
  let bytes: Uint8Array | undefined = bytesOf(before + after);
  return (boundaries) => {
    if (areSame(boundaries, known)) return bytes;
    known = boundaries.slice();
    bytes = known.every(Number.isFinite)
      ? bytesOf(before + known.map(formatNumber).join(',') + after)
      : undefined;
    return bytes;
  };
}

function areSame(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false;
  return true;
}

function isCount(count: number): boolean {
  return Number.isInteger(count) && count >= 0 && count < COUNT_LIMIT;
}

function areBuckets({ offset, bucketCounts }: ExponentialHistogram['positive']): boolean {
  return Number.isSafeInteger(offset) && areCounts(bucketCounts);
}

function areCounts(counts: readonly number[]): boolean {
  for (let i = 0; i < counts.length; i += 1) if (!isCount(counts[i]!)) return false;
  return true;
}

function writeMember(buffer: Uint8Array, position: number, key: Uint8Array, value: number): number {
  return writeNumber(buffer, copy(buffer, position, key), value);
}

function writeFinite(
  buffer: Uint8Array,
  position: number,
  key: Uint8Array,
  value: number | undefined,
): number {
  if (value === undefined || !Number.isFinite(value)) return position;
  return writeMember(buffer, position, key, value);
}

/** With the bracket that closes them. */
function writeCounts(buffer: Uint8Array, position: number, counts: readonly number[]): number {
  let at = position;
  for (let i = 0; i < counts.length; i += 1) {
    const count = counts[i]!;
    if (count < 10) buffer[at++] = ZERO + count;
    else at = writeNumber(buffer, at, count);
    buffer[at++] = COMMA;
  }
  if (counts.length > 0) at -= 1;
  buffer[at++] = CLOSING;
  return at;
}
