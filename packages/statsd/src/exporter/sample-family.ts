import {
  createSamples,
  forEachPower,
  formatNumber,
  type Histogram,
  type Packer,
  rateOfPower,
  representatives,
  type Samples,
  type Series,
  writeNumberAt,
} from '@otelwire/core';
import type { Family, MetricIdentity } from '@otelwire/core/otel';
import { fixedBytes, type RecordShape, recordShape, writeHead, writeTail } from '../wire/record.js';
import type { WireSettings } from './wire-settings.js';

const COLON = 0x3a;
const LONGEST_NUMBER_BYTES = 330;

/** How many milliseconds a unit has, as UCUM writes it; what is not a time is sent as it is. */
const millisByUnit: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  ms: 1,
  s: 1000,
  min: 60_000,
  h: 3_600_000,
};

/**
 * A histogram as weighted samples that rebuild it: `value|d|@rate` stands for 1/rate values. Weights are split into powers
 * of two, whose rates are exact decimals: receivers round 1/rate, truncate it, or use it as it is, and all come to the
 * same. Samples of one weight share a record where the server takes several values.
 */
export function sampleFamily(
  settings: WireSettings,
  name: string,
  metric: MetricIdentity,
  type: 'd' | 'ms',
): Family {
  const scale = type === 'ms' ? (millisByUnit[metric.unit] ?? 1) : 1;
  const samples = createSamples();
  const shapeOf = shapesByPower(settings, name, type);
  const write = settings.target.valuePacking ? writePacked : writeEach;
  // of the point that is being written: a closure for each was half of all that an export allocates
  let into!: Packer;
  let ofSeries!: Series;
  const writePower = (power: number, values: Float64Array, length: number) =>
    write(into, shapeOf(power), ofSeries, values, length);

  return {
    recordNames: [`${name}|${type}`],
    write(packer, series, point) {
      representatives(point.value as Histogram, samples);
      if (samples.length === 0) return 'empty';
      // Etsy's daemon refuses a timer below zero, and so does Telegraf: a View can make a histogram of any instrument
      if (type === 'ms' && (samples.values[0] as number) < 0) return 'negative_timer';
      if (scale !== 1 && !scaleValues(samples.values, samples.length, scale)) return 'not_finite';
      // 2^52 has the longest rate
      const longest = fixedBytes(shapeOf(2 ** 52), series) + LONGEST_NUMBER_BYTES;
      if (!packer.fits(longest) && !allFit(packer, shapeOf, samples, series)) return 'too_large';
      into = packer;
      ofSeries = series;
      forEachPower(samples, writePower);
      return undefined;
    },
  };
}

/** The shapes of records whose values each stand for `power` of them. */
function shapesByPower(
  settings: WireSettings,
  name: string,
  type: 'd' | 'ms',
): (power: number) => RecordShape {
  const shapes = new Map<number, RecordShape>();
  return (power) => {
    let shape = shapes.get(power);
    if (shape === undefined) {
      const rate = power === 1 ? '' : `|@${rateOfPower(power)}`;
      shape = recordShape(settings.dialect, name, '', `|${type}${rate}`);
      shapes.set(power, shape);
    }
    return shape;
  };
}

/**
 * Times 1000 makes 90.30000000000001 of 0.0903: the fifteen digits that a double holds for certain are enough. False when the
 * product is none any more.
 */
function scaleValues(values: Float64Array, length: number, scale: number): boolean {
  for (let i = 0; i < length; i += 1) values[i] = Number(((values[i] as number) * scale).toPrecision(15));
  return Number.isFinite(values[0]) && Number.isFinite(values[length - 1]);
}

/** Whether every sample fits into a record, so that a point goes out whole or not at all. */
function allFit(
  packer: Packer,
  shapeOf: (power: number) => RecordShape,
  { length, values, weights }: Samples,
  series: Series,
): boolean {
  for (let i = 0; i < length; i += 1) {
    const shape = shapeOf(2 ** Math.floor(Math.log2(weights[i] as number)));
    if (!packer.fits(fixedBytes(shape, series) + formatNumber(values[i] as number).length)) return false;
  }
  return true;
}

function writeEach(
  packer: Packer,
  shape: RecordShape,
  series: Series,
  values: Float64Array,
  length: number,
): void {
  for (let i = 0; i < length; i += 1) {
    const { buffer } = packer;
    const position = writeNumberAt(buffer, writeHead(buffer, packer.position, shape, series), values, i);
    packer.position = writeTail(buffer, position, shape, series);
    packer.endRecord();
  }
}

function writePacked(
  packer: Packer,
  shape: RecordShape,
  series: Series,
  values: Float64Array,
  length: number,
): void {
  const tailBytes = shape.after.length + shape.end.length + (shape.tagsInName ? 0 : series.bytes.length);
  let i = 0;
  while (i < length) {
    const { buffer, position: start } = packer;
    let position = writeNumberAt(buffer, writeHead(buffer, start, shape, series), values, i);
    i += 1;
    while (i < length) {
      buffer[position] = COLON;
      const next = writeNumberAt(buffer, position + 1, values, i);
      if (!packer.fits(next + tailBytes - start)) break;
      position = next;
      i += 1;
    }
    packer.position = writeTail(buffer, position, shape, series);
    packer.endRecord();
  }
}
