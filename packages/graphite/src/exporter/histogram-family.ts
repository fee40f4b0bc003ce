import {
  type Histogram,
  MAX_NUMBER_BYTES,
  type Packer,
  percentileName,
  quantiles,
  type Series,
} from '@otelwire/core';
import type { Family, Totals } from '@otelwire/core/otel';
import type { Format, Stamp } from '../wire/format.js';
import { type PathShape, pathBytes } from '../wire/path-shape.js';
import type { GraphiteEncoderOptions } from './encoder.js';
import { stamps } from './scalar-family.js';

/** Before the percentiles: count, sum, min, max. */
const FIRST_PERCENTILE = 4;
/** What a record has at the most apart from its path. */
const OTHER_RECORD_BYTES = MAX_NUMBER_BYTES + 30;

/**
 * A histogram as `.count` and `.sum`, which only grow, and `.min .max .p50 …` of the interval. What an instrument did not keep, or
 * an infinite measurement has spoilt, is left out. Without `totals`, count and sum are what the points say.
 */
export function histogramFamily(
  options: GraphiteEncoderOptions,
  name: string,
  totals: Totals | undefined,
): Family {
  const { format, naming, percentiles } = options;
  const statistics = ['count', 'sum', 'min', 'max', ...percentiles.map(percentileName)];
  const shapes = statistics.map((statistic) => format.shape(naming.path(name, statistic)));
  const longest = shapes.reduce((a, b) => (b.byteLength > a.byteLength ? b : a));
  const ratios = percentiles.map((percent) => percent / 100);
  const values = new Float64Array(statistics.length);
  const percentileValues = values.subarray(FIRST_PERCENTILE);
  const stampOf = stamps(options);

  return {
    recordNames: statistics.map((statistic) => `${name}.${statistic}`),
    write(packer, series, point) {
      readStatistics(point.value as Histogram, values);
      quantiles(point.value as Histogram, ratios, percentileValues);
      if (totals !== undefined) addTotals(totals, series, values, point.endTime[0]);
      const stamp = stampOf(point);
      const mayNotFit = !packer.fits(pathBytes(longest, series) + OTHER_RECORD_BYTES);
      if (mayNotFit && !allFit(packer, format, shapes, series, values, stamp)) return 'too_large';
      // a value that is not finite is refused, and so left out
      for (let i = 0; i < values.length; i += 1) {
        format.write(packer, shapes[i]!, series, values, i, stamp);
      }
      return undefined;
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

/** Whether every statistic fits into a record, so that a point goes out whole or not at all. */
function allFit(
  packer: Packer,
  format: Format,
  shapes: readonly PathShape[],
  series: Series,
  values: Float64Array,
  stamp: Stamp,
): boolean {
  return shapes.every((shape, i) => {
    const value = values[i] as number;
    return !Number.isFinite(value) || packer.fits(format.recordBytes(shape, series, value, stamp));
  });
}
