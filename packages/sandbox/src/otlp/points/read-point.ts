import type { OtlpDefects } from '../defect.js';
import type { OtlpSeriesIdentity, TakenOtlpPoint } from '../point.js';
import type {
  DataPoint,
  Exemplar,
  ExponentialHistogramDataPoint,
  HistogramDataPoint,
  NumberDataPoint,
  SummaryDataPoint,
} from '../wire/request.js';
import { readAttributes } from './read-attributes.js';
import { readExponential } from './read-exponential.js';
import { readHistogram } from './read-histogram.js';
import { readNumber } from './read-number.js';
import { readSummary } from './read-summary.js';

/** 1973 in nanoseconds, and beyond the year 5000 in microseconds. */
const leastNanos = 10n ** 17n;

/** The points of a metric, of whatever kind. */
export type Points =
  | { readonly kind: 'sum' | 'gauge'; readonly dataPoints: readonly NumberDataPoint[] }
  | { readonly kind: 'histogram'; readonly dataPoints: readonly HistogramDataPoint[] }
  | {
      readonly kind: 'exponentialHistogram';
      readonly dataPoints: readonly ExponentialHistogramDataPoint[];
    }
  | { readonly kind: 'summary'; readonly dataPoints: readonly SummaryDataPoint[] };

/** What is known of a point before it is read. */
export type MetricParts = Omit<OtlpSeriesIdentity, 'attributes' | 'tags'> & { readonly description: string };

/** Reads one point; nothing if it has no value. */
export function readPoint(
  points: Points,
  index: number,
  metric: MetricParts,
  where: string,
  defects: OtlpDefects,
): TakenOtlpPoint | undefined {
  const point = points.dataPoints[index]!;
  checkTimes(point, points.kind, where, defects);
  for (const [i, exemplar] of (point.exemplars ?? []).entries()) {
    checkExemplar(exemplar, `${where}.exemplars[${i}]`, defects);
  }
  const { timeUnixNano, startTimeUnixNano } = point;
  const attributed = readAttributes(point.attributes, where, defects);
  const parts = { ...metric, ...attributed, timeUnixNano, startTimeUnixNano };
  switch (points.kind) {
    case 'sum':
    case 'gauge': {
      const value = readNumber(points.dataPoints[index]!, metric, where, defects);
      return value === undefined ? undefined : { ...parts, kind: points.kind, value };
    }
    case 'histogram': {
      const histogram = readHistogram(points.dataPoints[index]!, where, defects);
      return { ...parts, kind: 'histogram', histogram };
    }
    case 'exponentialHistogram': {
      const histogram = readExponential(points.dataPoints[index]!, where, defects);
      return { ...parts, kind: 'exponentialHistogram', histogram };
    }
    case 'summary':
      return {
        ...parts,
        kind: 'summary',
        summary: readSummary(points.dataPoints[index]!, where, defects),
      };
  }
}

/** The flag NO_RECORDED_VALUE: the series has ended, or pauses. */
export function isWithoutValue({ flags }: DataPoint): boolean {
  return (flags & 1) === 1;
}

function checkTimes(point: DataPoint, kind: Points['kind'], where: string, defects: OtlpDefects): void {
  const { timeUnixNano: time, startTimeUnixNano: start } = point;
  if (time === 0n) {
    defects.error(where, 'no-time', 'timeUnixNano is 0, or missing');
  } else if (time < leastNanos || (start > 0n && start < leastNanos)) {
    const message = `timeUnixNano is ${time}, startTimeUnixNano ${start}: these are no Unix nanoseconds`;
    defects.warn(where, 'time-not-nanoseconds', message);
  }
  if (kind === 'gauge') return;
  if (start === 0n) defects.remark(where, 'no-start-time', 'without startTimeUnixNano no reset is seen');
  if (start > time) {
    defects.warn(where, 'start-after-time', `startTimeUnixNano ${start} is after timeUnixNano ${time}`);
  }
}

function checkExemplar(exemplar: Exemplar, where: string, defects: OtlpDefects): void {
  const { asDouble, asInt, spanId, traceId, filteredAttributes } = exemplar;
  if (asDouble === undefined && asInt === undefined) {
    defects.warn(where, 'bad-exemplar', 'neither asDouble nor asInt is there');
  }
  if (![0, 8].includes(spanId.length) || ![0, 16].includes(traceId.length)) {
    const message = `spanId has ${spanId.length} bytes, not 8, or traceId ${traceId.length}, not 16`;
    defects.warn(where, 'bad-exemplar', message);
  }
  readAttributes(filteredAttributes, where, defects);
}
