import { type Packer, type Series, shorten, writeNumber, writeNumberAt } from '@otelwire/core';
import { type Dialect, MAX_NAME_CHARACTERS } from './dialect.js';

/** The constant bytes of one kind of record of a metric: `before` [tags] `between` value `after` [tags] `end`. */
export interface RecordShape {
  readonly before: Uint8Array;
  readonly between: Uint8Array;
  readonly after: Uint8Array;
  readonly end: Uint8Array;
  readonly tagsInName: boolean;
  /** Length of all these. */
  readonly byteLength: number;
}

/** Why a record cannot be sent. */
export type Refusal = 'not_finite' | 'too_large';

/** Copying so many bytes one by one costs less than a call of `set`. */
const SHORT_BYTES = 10;

/**
 * The shape of `name[.statistic]:value|type`. A statistic stands before tags in the name, since they belong to it, and
 * behind attributes that are path parts, where people look for it.
 */
export function recordShape(
  dialect: Dialect,
  name: string,
  statistic: string,
  after: string,
  end = '',
): RecordShape {
  const isPath = dialect.tagPlace === 'path';
  const tagsInName = dialect.tagPlace !== 'end';
  const statisticPart = statistic === '' ? '' : `.${statistic}`;
  const stem = shorten(name, MAX_NAME_CHARACTERS - statisticPart.length);
  const before = isPath ? stem : `${stem}${statisticPart}${tagsInName ? '' : ':'}`;
  const between = isPath ? `${statisticPart}:` : tagsInName ? ':' : '';
  // plain arrays of bytes as all others that are copied: with Buffers among them, some runs took half as long again
  const pieces = [before, between, after, `${end}\n`].map((piece) => new Uint8Array(Buffer.from(piece)));
  return {
    before: pieces[0] as Uint8Array,
    between: pieces[1] as Uint8Array,
    after: pieces[2] as Uint8Array,
    end: pieces[3] as Uint8Array,
    tagsInName,
    byteLength: pieces.reduce((sum, piece) => sum + piece.length, 0),
  };
}

function copy(buffer: Uint8Array, position: number, bytes: Uint8Array): number {
  const { length } = bytes;
  if (length > SHORT_BYTES) buffer.set(bytes, position);
  else for (let i = 0; i < length; i += 1) buffer[position + i] = bytes[i] as number;
  return position + length;
}

/** Bytes of a record without its value. */
export function fixedBytes(shape: RecordShape, series: Series): number {
  return shape.byteLength + series.bytes.length;
}

/** Writes what stands before the value; returns the position behind it. */
export function writeHead(buffer: Uint8Array, start: number, shape: RecordShape, series: Series): number {
  let position = copy(buffer, start, shape.before);
  if (shape.tagsInName) position = copy(buffer, position, series.bytes);
  return copy(buffer, position, shape.between);
}

/** Writes what stands behind the value, the newline too; returns the position behind it. */
export function writeTail(buffer: Uint8Array, start: number, shape: RecordShape, series: Series): number {
  let position = copy(buffer, start, shape.after);
  if (!shape.tagsInName) position = copy(buffer, position, series.bytes);
  return copy(buffer, position, shape.end);
}

/** Writes a record with one value. Nothing is written when it is refused. */
export function writeRecord(
  packer: Packer,
  shape: RecordShape,
  series: Series,
  value: number,
): Refusal | undefined {
  if (!Number.isFinite(value)) return 'not_finite'; // nor is what is no number, and would become one in the array
  one[0] = value;
  return writeRecordAt(packer, shape, series, one, 0);
}

const one = new Float64Array(1);

/** `writeRecord` of `values[index]`, for whom the number would be an object otherwise: see `writeNumberAt`. */
export function writeRecordAt(
  packer: Packer,
  shape: RecordShape,
  series: Series,
  values: Float64Array,
  index: number,
): Refusal | undefined {
  if (!Number.isFinite(values[index])) return 'not_finite';
  if (!packer.fits(fixedBytes(shape, series) + 1)) return 'too_large';
  const { buffer, position: start } = packer;
  const valueStart = writeHead(buffer, start, shape, series);
  const end = writeTail(buffer, writeNumberAt(buffer, valueStart, values, index), shape, series);
  if (!packer.fits(end - start)) return 'too_large';
  packer.position = end;
  packer.endRecord();
  return undefined;
}

/** Writes a record whose value is `length` bytes of `text`. Nothing is written when it is refused. */
export function writeBytesRecord(
  packer: Packer,
  shape: RecordShape,
  series: Series,
  text: Uint8Array,
  length: number,
): Refusal | undefined {
  if (!packer.fits(fixedBytes(shape, series) + length)) return 'too_large';
  const { buffer, position: start } = packer;
  const position = writeHead(buffer, start, shape, series);
  for (let i = 0; i < length; i += 1) buffer[position + i] = text[i] as number;
  packer.position = writeTail(buffer, position + length, shape, series);
  packer.endRecord();
  return undefined;
}

/**
 * Writes a level below zero for servers that read `-5|g` as a change: zero first, then minus five from there. Both lines
 * are one record, so that no datagram boundary comes between them.
 */
export function writeNegativeLevel(
  packer: Packer,
  shape: RecordShape,
  series: Series,
  value: number,
): Refusal | undefined {
  if (!Number.isFinite(value)) return 'not_finite';
  if (!packer.fits(2 * fixedBytes(shape, series) + 2)) return 'too_large';
  const { buffer, position: start } = packer;
  let position = writeHead(buffer, start, shape, series);
  buffer[position] = 0x30;
  position = writeTail(buffer, position + 1, shape, series);
  position = writeHead(buffer, position, shape, series);
  position = writeTail(buffer, writeNumber(buffer, position, value), shape, series);
  if (!packer.fits(position - start)) return 'too_large';
  packer.position = position;
  packer.endRecord();
  return undefined;
}
