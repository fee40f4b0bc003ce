import { type Histogram, percentileName, quantiles } from '@otelwire/core';
import type { Family, MetricIdentity } from '@otelwire/core/otel';
import type { Format, PointKind } from '../wire/format.js';
import { fits, type Stat, type StatsOf, stamps, writeRecord } from './stats.js';

export interface FamilySettings {
  readonly format: Format;
  /** In percent: 50, 95, 99.9. */
  readonly percentiles: readonly number[];
  /** The stats of a metric; `statistic` is '' or that of a histogram. */
  statsOf(wireName: string, statistic: string, kind: PointKind): StatsOf;
  /** Whether stats with these names may go out. */
  admits(names: readonly string[]): boolean;
}

/** What a histogram is sent as. Counts come last: a point shares the fate of its last record, and only a count may be lost. */
export function statisticNames(percentiles: readonly number[]): string[] {
  return ['min', 'max', ...percentiles.map(percentileName), 'count', 'sum'];
}

/** Amounts as counts, which the server adds up; all else as values. */
export function createFamily(settings: FamilySettings, wireName: string, metric: MetricIdentity): Family {
  const { kind } = metric;
  if (kind === 'delta-histogram') return histogramFamily(settings, wireName, 'count');
  // A total that was sent as a count would be added to all totals before it.
  if (kind === 'total-histogram') return histogramFamily(settings, wireName, 'value');
  return scalarFamily(settings, wireName, kind === 'delta-sum' ? 'count' : 'value');
}

function scalarFamily(settings: FamilySettings, wireName: string, kind: PointKind): Family {
  const statOf = settings.statsOf(wireName, '', kind);
  const stampOf = stamps(settings.format);
  return {
    recordNames: [wireName],
    write(packer, series, point) {
      const value = point.value as number;
      if (!Number.isFinite(value)) return 'not_finite';
      const stat = statOf(series);
      if (stat === undefined) return 'no_stat_key';
      const stamp = stampOf(point);
      if (!fits(packer, stat, stamp)) return 'too_large';
      if (!settings.admits([stat.name])) return 'new_name_limit';
      writeRecord(packer, stat, value, stamp);
      return undefined;
    },
  };
}

/** What an instrument did not keep, or an infinite measurement has spoilt, is left out, and counts that add nothing. */
function histogramFamily(settings: FamilySettings, wireName: string, countsAs: PointKind): Family {
  const { percentiles } = settings;
  const statistics = statisticNames(percentiles);
  const firstCount = statistics.indexOf('count');
  const kindOf = (index: number): PointKind => (index < firstCount ? 'value' : countsAs);
  const statOf = statistics.map((statistic, i) => settings.statsOf(wireName, statistic, kindOf(i)));
  const ratios = percentiles.map((percent) => percent / 100);
  const values = new Float64Array(statistics.length);
  const stampOf = stamps(settings.format);
  const says = (value: number, i: number) => Number.isFinite(value) && (value !== 0 || kindOf(i) === 'value');
  return {
    recordNames: statistics.map((statistic) => `${wireName} ${statistic}`),
    write(packer, series, point) {
      readStatistics(point.value as Histogram, ratios, values);
      if (!values.some(says)) return 'empty';
      const stats = statOf.map((find, i) => (says(values[i]!, i) ? find(series) : undefined));
      const sent = stats.filter((stat): stat is Stat => stat !== undefined);
      if (sent.length === 0) return 'no_stat_key';
      const stamp = stampOf(point);
      if (!sent.every((stat) => fits(packer, stat, stamp))) return 'too_large';
      if (!settings.admits(sent.map(({ name }) => name))) return 'new_name_limit';
      stats.forEach((stat, i) => {
        if (stat !== undefined) writeRecord(packer, stat, values[i]!, stamp);
      });
      return undefined;
    },
  };
}

function readStatistics(histogram: Histogram, ratios: readonly number[], values: Float64Array): void {
  const { count, sum = Number.NaN, min = Number.NaN, max = Number.NaN } = histogram;
  values.set([min, max]);
  quantiles(histogram, ratios, values.subarray(2));
  values.set([count, sum], 2 + ratios.length);
}
