import type { Series } from '@otelwire/core';

/**
 * The constant bytes around a series. In a path, attributes may stand on both sides of the name: the series' bytes are then
 * two halves with a NUL between.
 */
export interface PathShape {
  readonly before: Uint8Array;
  readonly name: Uint8Array;
  readonly after: Uint8Array;
  /** Whether a series has two halves. */
  readonly isSplit: boolean;
  /** Of all three. */
  readonly byteLength: number;
}

/** The texts around a series, for one path. */
export interface PathText {
  readonly before: string;
  readonly name: string;
  readonly after: string;
  /** Whether the series' bytes are tags, which end the path. */
  readonly hasTags: boolean;
  readonly isSplit: boolean;
}

/** Parts the halves of a series; no name or tag has it. */
export const SPLIT = '\0';

/** Copying so many bytes one by one costs less than a call of `set`. */
const SHORT_BYTES = 10;

export function pathShape({ before, name, after, isSplit }: PathText): PathShape {
  // plain arrays of bytes as all others that are copied: with Buffers among them, some runs took half as long again
  const [first, second, third] = isSplit ? [before, name, after] : ['', before + name, after];
  const bytes = [first, second, third].map((text) => new Uint8Array(Buffer.from(text, 'utf8')));
  return {
    before: bytes[0] as Uint8Array,
    name: bytes[1] as Uint8Array,
    after: bytes[2] as Uint8Array,
    isSplit,
    byteLength: bytes.reduce((sum, { length }) => sum + length, 0),
  };
}

/** Of the path as it is written. */
export function pathBytes(shape: PathShape, series: Series): number {
  return shape.byteLength + series.bytes.length - (shape.isSplit ? SPLIT.length : 0);
}

/** Writes a path; returns the position behind it. */
export function writePath(buffer: Uint8Array, start: number, shape: PathShape, series: Series): number {
  const { bytes } = series;
  if (!shape.isSplit) {
    return copy(buffer, copy(buffer, copy(buffer, start, shape.name), bytes), shape.after);
  }
  const half = bytes.indexOf(0);
  let position = copy(buffer, start, shape.before);
  position = copyPart(buffer, position, bytes, 0, half);
  position = copy(buffer, position, shape.name);
  position = copyPart(buffer, position, bytes, half + 1, bytes.length);
  return copy(buffer, position, shape.after);
}

export function copy(buffer: Uint8Array, position: number, bytes: Uint8Array): number {
  const { length } = bytes;
  if (length <= SHORT_BYTES) return copyPart(buffer, position, bytes, 0, length);
  buffer.set(bytes, position);
  return position + length;
}

/** One by one: `set` would need an object for the part. */
function copyPart(
  buffer: Uint8Array,
  position: number,
  bytes: Uint8Array,
  start: number,
  end: number,
): number {
  for (let i = start; i < end; i += 1) buffer[position + i - start] = bytes[i] as number;
  return position + end - start;
}
