import { type Histogram, percentileName, quantiles } from '@otelwire/core';
import type { Family, MetricIdentity } from '@otelwire/core/otel';
import type { PointKind } from '../wire/format.js';
import { createStatsWriter, type StatsSettings } from './stats-writer.js';

/** Where the percentiles are, behind min and max. */
const FIRST_PERCENTILE = 2;

/** What a histogram is sent as. Counts come last: a point shares the fate of its last record, and only a count may be lost. */
export function statisticNames(percentiles: readonly number[]): string[] {
  return ['min', 'max', ...percentiles.map(percentileName), 'count', 'sum'];
}

export interface FamilySettings extends StatsSettings {
  /** In percent: 50, 95, 99.9. */
  readonly percentiles: readonly number[];
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
  const writeStats = createStatsWriter(settings, [{ name: wireName, kind }]);
  const values = new Float64Array(1);
  return {
    recordNames: [wireName],
    write(packer, series, point) {
      values[0] = point.value as number;
      return Number.isFinite(values[0]) ? writeStats(packer, series, values, point) : 'not_finite';
    },
  };
}

/** What an instrument did not keep, or an infinite measurement has spoilt, is left out, and counts that add nothing. */
function histogramFamily(settings: FamilySettings, wireName: string, countsAs: PointKind): Family {
  const { percentiles } = settings;
  const names = statisticNames(percentiles).map((statistic) => `${wireName} ${statistic}`);
  const firstCount = FIRST_PERCENTILE + percentiles.length;
  const kindOf = (index: number): PointKind => (index < firstCount ? 'value' : countsAs);
  const writeStats = createStatsWriter(
    settings,
    names.map((name, i) => ({ name, kind: kindOf(i) })),
  );
  const ratios = percentiles.map((percent) => percent / 100);
  const values = new Float64Array(names.length);
  const percentileValues = values.subarray(FIRST_PERCENTILE, firstCount);
  const amount = (value: number) => (value === 0 && countsAs === 'count' ? Number.NaN : value);
  return {
    recordNames: names,
    write(packer, series, point) {
      const histogram = point.value as Histogram;
      const { count, sum = Number.NaN, min = Number.NaN, max = Number.NaN } = histogram;
      values[0] = min;
      values[1] = max;
      quantiles(histogram, ratios, percentileValues);
      values[firstCount] = amount(count);
      values[firstCount + 1] = amount(sum);
      return hasFinite(values) ? writeStats(packer, series, values, point) : 'empty';
    },
  };
}

/** `some` would make an object of each number. */
function hasFinite(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i += 1) if (Number.isFinite(values[i])) return true;
  return false;
}
