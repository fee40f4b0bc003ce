import { MAX_NUMBER_BYTES, type Packer, type Series, writeNumber } from '@otelwire/core';
import type { Point } from '@otelwire/core/otel';
import type { Format, PointKind } from '../wire/format.js';
import { limitName } from '../wire/stat-name.js';

/** What a point is sent as. */
export interface Stat {
  /** Undefined where it is not sent. */
  readonly name: string;
  /** Of its records, up to the number. */
  readonly before: Uint8Array;
}

/** The stats that one statistic of a metric has, by series. */
export type StatsOf = (series: Series) => Stat | undefined;

interface EzStats {
  /** `[prefix ]metric[ statistic]`. */
  readonly name: string;
  readonly kind: PointKind;
  /** Behind the attributes. */
  readonly ending: string;
}

/** By name: `[prefix ]metric[ statistic][ k=v …]`. */
export function ezStats(format: Format, { ending, kind, name }: EzStats): StatsOf {
  const bySeries = new WeakMap<Series, Stat>();
  return (series) => {
    let stat = bySeries.get(series);
    if (stat === undefined) {
      const full = limitName(`${name}${series.text}${ending}`);
      stat = { name: full, before: format.before(full, kind) };
      bySeries.set(series, stat);
    }
    return stat;
  };
}

/** By the key of a stat that exists; none without one. */
export function classicStats(format: Format, statKey: string | undefined, kind: PointKind): StatsOf {
  // A name that is cut is shown, and keys are not.
  const stat = statKey === undefined ? undefined : { name: '', before: format.before(statKey, kind) };
  return () => stat;
}

/** Whether a record of a stat fits, whatever its number. */
export function fits(packer: Packer, { before }: Stat, stamp: Uint8Array): boolean {
  return packer.fits(before.length + MAX_NUMBER_BYTES + stamp.length);
}

export function writeRecord(packer: Packer, { before }: Stat, value: number, stamp: Uint8Array): void {
  const { buffer, position } = packer;
  buffer.set(before, position);
  const end = writeNumber(buffer, position + before.length, value);
  buffer.set(stamp, end);
  packer.position = end + stamp.length;
  packer.endRecord();
}

/** The stamp of a point's second. The points of an export have the same, so that the last one is all there is to keep. */
export function stamps(format: Format): (point: Point) => Uint8Array {
  let last = Number.NaN;
  let stamp: Uint8Array = new Uint8Array(0);
  return ({ endTime }) => {
    if (endTime[0] !== last) {
      last = endTime[0];
      stamp = format.stamp(last);
    }
    return stamp;
  };
}
