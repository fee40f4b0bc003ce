import { MAX_NUMBER_BYTES, type Packer, type Series, writeNumberAt } from '@otelwire/core';
import type { Point } from '@otelwire/core/otel';
import type { Format, PointKind } from '../wire/format.js';
import { limitName } from '../wire/stat-name.js';

/** What one number of a point is sent as. */
export interface Stat {
  readonly name: string;
  /** Of its records, up to the number. */
  readonly before: Uint8Array;
  /** Whether its name was let through. */
  isAdmitted: boolean;
}

/** The stats that the statistics of a metric have, by series; undefined for one that is not sent. */
export type StatsOf = (series: Series) => readonly (Stat | undefined)[];

/** One number of a metric. */
export interface Statistic {
  /** `[prefix ]metric[ statistic]`. */
  readonly name: string;
  readonly kind: PointKind;
}

/** By name: `[prefix ]metric[ statistic][ k=v …]`. `endings` go behind the attributes. */
export function ezStats(
  format: Format,
  statistics: readonly Statistic[],
  endings: Readonly<Record<PointKind, string>>,
): StatsOf {
  const bySeries = new WeakMap<Series, readonly Stat[]>();
  // apart from the search: with a closure in it, each call allocates what the closure would need
  const make = ({ text }: Series) =>
    statistics.map(({ kind, name }): Stat => {
      const full = limitName(`${name}${text}${endings[kind]}`);
      return { name: full, before: format.before(full, kind), isAdmitted: false };
    });
  return (series) => {
    let stats = bySeries.get(series);
    if (stats === undefined) {
      stats = make(series);
      bySeries.set(series, stats);
    }
    return stats;
  };
}

/** By the keys of stats that exist; none without one. */
export function classicStats(
  format: Format,
  statistics: readonly Statistic[],
  statKeys: ReadonlyMap<string, string>,
): StatsOf {
  const stats = statistics.map(({ kind, name }) => {
    const statKey = statKeys.get(name);
    if (statKey === undefined) return undefined;
    // A name that is cut is shown, and keys are not.
    return { name: '', before: format.before(statKey, kind), isAdmitted: false };
  });
  return () => stats;
}

/** Whether a record of a stat fits, whatever its number. */
export function fits(packer: Packer, { before }: Stat, stamp: Uint8Array): boolean {
  return packer.fits(before.length + MAX_NUMBER_BYTES + stamp.length);
}

/** Writes `values[index]`. */
export function writeRecord(
  packer: Packer,
  { before }: Stat,
  values: Float64Array,
  index: number,
  stamp: Uint8Array,
): void {
  const { buffer, position } = packer;
  buffer.set(before, position);
  const end = writeNumberAt(buffer, position + before.length, values, index);
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
