import { type Histogram, type Packer, quantile, type Series } from '@otelwire/core';
import type { Family, Point } from '@otelwire/core/otel';
import { writeLevel } from '../wire/level.js';
import { fixedBytes, type RecordShape, writeRecord } from '../wire/record.js';
import { timedShape } from './timed-shape.js';
import type { WireSettings } from './wire-settings.js';

/** Numbers of common size have at most this many characters; the longest double without exponent has 326. */
const COMMON_NUMBER_BYTES = 25;
const LONGEST_NUMBER_BYTES = 330;

function isCommon(value: number): boolean {
  const magnitude = Math.abs(value);
  return magnitude === 0 || (magnitude >= 1e-6 && magnitude < 1e21);
}

/** A value that the instrument did not keep, or that an infinite measurement has spoilt, is not sent. */
function finite(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

interface Statistic {
  readonly shape: (point: Point) => RecordShape;
  readonly value: (histogram: Histogram) => number | undefined;
}

/** `0.99` as p99, `0.999` as p99_9: a dot would make a path of it. */
function percentileName(percent: number): string {
  return `p${String(percent).replace('.', '_')}`;
}

/**
 * A histogram as `.count` and `.sum`, which the server adds up, and `.min .max .avg .p50 …` of the interval as gauges. Of a
 * cumulative histogram, count and sum are totals, and gauges as well.
 */
export function summaryFamily(settings: WireSettings, name: string, isTotal: boolean): Family {
  const { signedGaugesAreLevels } = settings.target;
  const amount = isTotal ? 'g' : 'c';
  const amounts: Statistic[] = [
    { shape: timedShape(settings, name, 'count', amount), value: ({ count }) => count },
    { shape: timedShape(settings, name, 'sum', amount), value: ({ sum }) => finite(sum) },
  ];
  const gauges: [string, Statistic['value']][] = [
    ['min', ({ min }) => finite(min)],
    ['max', ({ max }) => finite(max)],
    ['avg', ({ sum, count }) => (sum === undefined || count === 0 ? undefined : finite(sum / count))],
    ...settings.percentiles.map((percent): [string, Statistic['value']] => [
      percentileName(percent),
      (histogram) => finite(quantile(histogram, percent / 100)),
    ]),
  ];
  const levels = gauges.map(([statistic, value]) => ({
    shape: timedShape(settings, name, statistic, 'g'),
    value,
  }));
  const all = [...amounts, ...levels];
  const values = new Array<number | undefined>(all.length);

  return {
    recordNames: [
      ...['count', 'sum'].map((statistic) => `${name}.${statistic}|${amount}`),
      ...gauges.map(([statistic]) => `${name}.${statistic}|g`),
    ],
    write(packer, series, point) {
      const histogram = point.value as Histogram;
      for (let i = 0; i < all.length; i += 1) values[i] = all[i]!.value(histogram);
      if (!allFit(packer, all, values, series, point)) return 'too_large';
      for (let i = 0; i < all.length; i += 1) {
        const value = values[i];
        if (value === undefined) continue;
        const shape = all[i]!.shape(point);
        if (i < amounts.length && !isTotal) writeRecord(packer, shape, series, value);
        else writeLevel(packer, shape, series, value, signedGaugesAreLevels);
      }
      return undefined;
    },
  };
}

/** Whether every record fits, so that a point goes out whole or not at all. */
function allFit(
  packer: Packer,
  statistics: readonly Statistic[],
  values: readonly (number | undefined)[],
  series: Series,
  point: Point,
): boolean {
  for (let i = 0; i < statistics.length; i += 1) {
    const value = values[i];
    if (value === undefined) continue;
    const lines = value < 0 ? 2 : 1;
    const number = isCommon(value) ? COMMON_NUMBER_BYTES : LONGEST_NUMBER_BYTES;
    if (!packer.fits(lines * (fixedBytes(statistics[i]!.shape(point), series) + number))) return false;
  }
  return true;
}
