import { MAX_NUMBER_BYTES, type Packer, writeNumber } from '@otelwire/core';
import type { Format, PointKind } from '../wire/format.js';
import { type MomentRefusal, secondOf } from './moment.js';
import type { PointOptions, Stat } from './points.js';

/** Why a call is not sent. */
export type Refusal = MomentRefusal | 'invalid_stat' | 'invalid_options' | 'not_finite' | 'too_large';

/** A call as it came. */
export interface Call {
  readonly kind: PointKind;
  readonly stat: Stat;
  readonly value: number;
  readonly options: PointOptions | undefined;
}

/** A point that can be sent. */
export interface Point {
  readonly kind: PointKind;
  /** As it is sent. */
  readonly stat: string;
  readonly value: number;
  readonly second: number | undefined;
}

/** What an application names a stat, as it is sent; undefined for what is none. */
export type Naming = (stat: Stat) => string | undefined;

/** Reads a call. Without a timestamp it is of `now`. Throws what the properties of `options` throw. */
export function pointOf(
  { kind, options, stat, value }: Call,
  naming: Naming,
  now: number | undefined,
): Point | Refusal {
  const name = naming(stat);
  if (name === undefined) return 'invalid_stat';
  if (!Number.isFinite(value)) return 'not_finite';
  if (options === undefined) return { kind, stat: name, value, second: now };
  if (typeof options !== 'object' || options === null) return 'invalid_options';
  const { timestamp } = options;
  const second = timestamp === undefined ? now : secondOf(timestamp);
  return typeof second === 'string' ? second : { kind, stat: name, value, second };
}

/** Writes a point, or nothing and a reason. */
export function writePoint(
  packer: Packer,
  format: Pick<Format, 'before' | 'stamp'>,
  { kind, second, stat, value }: Point,
): Refusal | undefined {
  const before = format.before(stat, kind);
  const stamp = format.stamp(second);
  if (!packer.fits(before.length + MAX_NUMBER_BYTES + stamp.length)) return 'too_large';
  const { buffer } = packer;
  buffer.set(before, packer.position);
  const end = writeNumber(buffer, packer.position + before.length, value);
  buffer.set(stamp, end);
  packer.position = end + stamp.length;
  packer.endRecord();
  return undefined;
}

/** The body of a request with nothing but this point. */
export function bodyOf(format: Format, { kind, second, stat, value }: Point): Uint8Array {
  const number = new Uint8Array(MAX_NUMBER_BYTES);
  const digits = number.subarray(0, writeNumber(number, 0, value));
  return Buffer.concat([format.before(stat, kind), digits, format.stamp(second)]);
}
