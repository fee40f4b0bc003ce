import { type Histogram, percentileName, quantiles, type Series } from '@otelwire/core';
import type { Family, Totals } from '@otelwire/core/otel';
import type { InitialStateEncoderOptions } from './encoder.js';
import { EventWriter } from './event-writer.js';

/** Before the percentiles: count, sum, min, max. */
const FIRST_PERCENTILE = 4;

/**
 * A histogram as `.count` and `.sum`, which only grow, and `.min .max .p50 …` of the interval. What an instrument did not keep, or
 * an infinite measurement has spoilt, is left out. Without `totals`, count and sum are what the points say.
 */
export function histogramFamily(
  options: InitialStateEncoderOptions,
  name: string,
  totals: Totals | undefined,
): Family {
  const { percentiles } = options;
  const statistics = ['count', 'sum', 'min', 'max', ...percentiles.map(percentileName)];
  const events = new EventWriter(options, name, statistics);
  const ratios = percentiles.map((percent) => percent / 100);
  const values = new Float64Array(statistics.length);
  const percentileValues = values.subarray(FIRST_PERCENTILE);

  return {
    recordNames: statistics.map((statistic) => `${name}.${statistic}`),
    write(packer, series, point) {
      readStatistics(point.value as Histogram, values);
      quantiles(point.value as Histogram, ratios, percentileValues);
      if (totals !== undefined) addTotals(totals, series, values, point.endTime[0]);
      return events.write(packer, series, values, point.endTime);
    },
  };
}

function readStatistics(histogram: Histogram, values: Float64Array): void {
  const { count, sum = Number.NaN, min = Number.NaN, max = Number.NaN } = histogram;
  values[0] = count;
  values[1] = sum;
  values[2] = min;
  values[3] = max;
}

function addTotals(totals: Totals, series: Series, values: Float64Array, second: number): void {
  const total = totals.add(series.text, values[0] as number, values[1] as number, second);
  values[0] = total.count;
  values[1] = total.sum;
}
