import type { Packer, Series, Wrapping } from '@otelwire/core';
import type { PathShape, PathText } from './path-shape.js';

export type FormatName = 'plaintext' | 'pickle' | 'json';

/** Why a data point cannot be sent. */
export type Refusal = 'not_finite' | 'too_large' | 'invalid_timestamp';

/** The bytes that belong to a second. */
export type Stamp = Uint8Array;

/** How data points are written: one record a point. */
export interface Format {
  readonly name: FormatName;
  /** What payloads have around and between their records. */
  readonly wrapping?: Wrapping;
  readonly lengthPrefix?: 'uint32be';
  /** The tags of a series, sorted, as they stand behind the name. */
  renderTags(tags: readonly string[]): string;
  /** The constant bytes of a record up to its value. */
  shape(path: PathText): PathShape;
  /** A second since 1970, for all points that have it. */
  stamp(second: number): Stamp;
  /** How long a record would be. */
  recordBytes(shape: PathShape, series: Series, value: number, stamp: Stamp): number;
  /**
   * Writes `values[index]` as one record and ends it. Writes nothing when the point is refused. A number handed over by itself
   * would be an object for each call.
   */
  write(
    packer: Packer,
    shape: PathShape,
    series: Series,
    values: Float64Array,
    index: number,
    stamp: Stamp,
  ): Refusal | undefined;
}
