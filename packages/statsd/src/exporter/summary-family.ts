import {
  formatNumber,
  type Histogram,
  MAX_NUMBER_BYTES,
  type Packer,
  percentileName,
  quantiles,
  type Series,
  writeNumberAt,
} from '@otelwire/core';
import type { Family } from '@otelwire/core/otel';
import { writeLevel } from '../wire/level.js';
import { fixedBytes, type RecordShape, writeBytesRecord, writeRecordAt } from '../wire/record.js';
import { type Statistic, timedShapes } from './timed-shapes.js';
import type { WireSettings } from './wire-settings.js';

/** Numbers of common size have at most this many characters. */
const COMMON_NUMBER_BYTES = 25;

/** Before the levels: count, sum. */
const FIRST_LEVEL = 2;
/** Before the percentiles: count, sum, min, max, avg. */
const FIRST_PERCENTILE = 5;

/** Count and sum are added up by the server; of a cumulative histogram they are totals, and gauges as the rest. */
function statisticsOf(percentiles: readonly number[], isTotal: boolean): Statistic[] {
  const amount = isTotal ? 'g' : 'c';
  const gauges = ['min', 'max', 'avg', ...percentiles.map(percentileName)];
  return [
    { name: 'count', type: amount },
    { name: 'sum', type: amount },
    ...gauges.map((name): Statistic => ({ name, type: 'g' })),
  ];
}

/**
 * A histogram as `.count` and `.sum`, which the server adds up, and `.min .max .avg .p50 …` of the interval as gauges. What an
 * instrument did not keep, or an infinite measurement has spoilt, is left out.
 */
export function summaryFamily(settings: WireSettings, name: string, isTotal: boolean): Family {
  const { signedGaugesAreLevels } = settings.target;
  const statistics = statisticsOf(settings.percentiles, isTotal);
  const shapes = timedShapes(settings, name, statistics);
  const ratios = settings.percentiles.map((percent) => percent / 100);
  const values = new Float64Array(statistics.length);
  const percentileValues = values.subarray(FIRST_PERCENTILE);
  // of one measurement, all but the count are the same number: written once and copied, a tenth of the whole is saved
  const text = { of: Float64Array.of(Number.NaN), bytes: new Uint8Array(MAX_NUMBER_BYTES), length: 0 };
  const isRepeated = (i: number): boolean => {
    const value = values[i] as number;
    if (value === text.of[0]) return true;
    if (value !== values[i + 1]) return false;
    text.of[0] = value;
    text.length = writeNumberAt(text.bytes, 0, values, i);
    return true;
  };

  return {
    recordNames: statistics.map((one) => `${name}.${one.name}|${one.type}`),
    replaces: true,
    write(packer, series, point) {
      const histogram = point.value as Histogram;
      const { count, sum = Number.NaN, min = Number.NaN, max = Number.NaN } = histogram;
      values[0] = count;
      values[1] = sum;
      values[2] = min;
      values[3] = max;
      values[4] = sum / count;
      quantiles(histogram, ratios, percentileValues);
      const shapesNow = shapes(point);
      const firstLevel = isTotal ? 0 : FIRST_LEVEL;
      const firstSplit = signedGaugesAreLevels ? values.length : firstLevel;
      if (!allFit(packer, shapesNow, values, series, firstSplit)) return 'too_large';
      for (let i = 0; i < values.length; i += 1) {
        const value = values[i] as number;
        if (!Number.isFinite(value)) continue;
        const shape = shapesNow[i] as RecordShape;
        if (value < 0 && i >= firstLevel) writeLevel(packer, shape, series, value, signedGaugesAreLevels);
        else if (isRepeated(i)) writeBytesRecord(packer, shape, series, text.bytes, text.length);
        else writeRecordAt(packer, shape, series, values, i);
      }
      return undefined;
    },
  };
}

/**
 * Whether every record fits, so that a point goes out whole or not at all. From value `firstSplit` on, one below zero
 * takes two lines.
 */
function allFit(
  packer: Packer,
  shapes: readonly RecordShape[],
  values: Float64Array,
  series: Series,
  firstSplit: number,
): boolean {
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    const fixed = fixedBytes(shapes[i] as RecordShape, series);
    const magnitude = Math.abs(value);
    const isCommon = magnitude === 0 || (magnitude >= 1e-6 && magnitude < 1e21);
    if (isCommon && packer.fits(2 * (fixed + COMMON_NUMBER_BYTES))) continue;
    if (!Number.isFinite(value)) continue;
    const zeroLine = value < 0 && i >= firstSplit ? fixed + 1 : 0;
    if (!packer.fits(zeroLine + fixed + formatNumber(value).length)) return false;
  }
  return true;
}
