import type { Packer, Series } from '@otelwire/core';
import type { Point } from '@otelwire/core/otel';
import type { Format } from '../wire/format.js';
import { fits, type Stat, type Statistic, type StatsOf, stamps, writeRecord } from './stats.js';

export interface StatsSettings {
  readonly format: Format;
  statsOf(statistics: readonly Statistic[]): StatsOf;
  /** Whether stats with these names may go out. */
  admits(names: readonly string[]): boolean;
}

/** Writes one number for each statistic, without those that are not finite: all that have a stat, or nothing and a reason. */
export type StatsWriter = (
  packer: Packer,
  series: Series,
  values: Float64Array,
  point: Point,
) => string | undefined;

export function createStatsWriter(settings: StatsSettings, statistics: readonly Statistic[]): StatsWriter {
  const statsOf = settings.statsOf(statistics);
  const stampOf = stamps(settings.format);
  return (packer, series, values, point) => {
    const stats = statsOf(series);
    const stamp = stampOf(point);
    let found = 0;
    let admitted = 0;
    for (let i = 0; i < stats.length; i += 1) {
      const stat = stats[i];
      if (stat === undefined || !Number.isFinite(values[i])) continue;
      if (!fits(packer, stat, stamp)) return 'too_large';
      found += 1;
      if (stat.isAdmitted) admitted += 1;
    }
    if (found === 0) return 'no_stat_key';
    if (admitted < found && !admit(settings, stats, values)) return 'new_name_limit';
    for (let i = 0; i < stats.length; i += 1) {
      const stat = stats[i];
      if (stat !== undefined && Number.isFinite(values[i])) writeRecord(packer, stat, values, i, stamp);
    }
    return undefined;
  };
}

/** Asks for the names of a point together: all of them may go out, or none. */
function admit(
  { admits }: StatsSettings,
  stats: readonly (Stat | undefined)[],
  values: Float64Array,
): boolean {
  const sent = stats.filter((stat, i): stat is Stat => stat !== undefined && Number.isFinite(values[i]));
  const isAdmitted = admits(sent.map(({ name }) => name));
  if (isAdmitted) for (const stat of sent) stat.isAdmitted = true;
  return isAdmitted;
}
