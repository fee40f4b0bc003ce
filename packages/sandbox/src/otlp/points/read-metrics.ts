import { isAccepted, quote } from '../../defect.js';
import type { OtlpDefect } from '../defect.js';
import { OtlpDefects } from '../defect.js';
import type { OtlpResource, OtlpScope, TakenOtlpPoint } from '../point.js';
import type { ExportMetricsServiceRequest, Metric, ResourceMetrics, ScopeMetrics } from '../wire/request.js';
import { readAttributes } from './read-attributes.js';
import type { MetricParts, Points } from './read-point.js';
import { isWithoutValue, readPoint } from './read-point.js';

/** What became of the points of a request. */
export interface ReadMetrics {
  readonly taken: readonly TakenOtlpPoint[];
  readonly refusedCount: number;
  /** Points that say that there is no value; they are neither taken nor refused. */
  readonly withoutValueCount: number;
  /** Why points were refused. */
  readonly refused: readonly OtlpDefect[];
  /** What is wrong with points that were taken. */
  readonly tolerated: readonly OtlpDefect[];
}

/** Reads all points, and refuses those that are bad, or are in something that is. */
export function readMetrics(request: ExportMetricsServiceRequest, strict: boolean): ReadMetrics {
  const reading = new Reading(strict);
  request.resourceMetrics.forEach((resourceMetrics, i) => {
    readResource(resourceMetrics, `resourceMetrics[${i}]`, reading);
  });
  return reading;
}

class Reading implements ReadMetrics {
  readonly taken: TakenOtlpPoint[] = [];
  readonly refused: OtlpDefect[] = [];
  readonly tolerated: OtlpDefect[] = [];
  refusedCount = 0;
  withoutValueCount = 0;
  readonly #strict: boolean;

  constructor(strict: boolean) {
    this.#strict = strict;
  }

  /** Keeps the defects of something; whether it is taken. */
  judge({ found }: OtlpDefects): boolean {
    const isTaken = isAccepted(found, this.#strict);
    const list = isTaken ? this.tolerated : this.refused;
    for (const defect of found) list.push(defect);
    return isTaken;
  }
}

function readResource(resourceMetrics: ResourceMetrics, where: string, reading: Reading): void {
  const { resource: { attributes } = { attributes: [] }, scopeMetrics, schemaUrl } = resourceMetrics;
  const defects = new OtlpDefects();
  const resource = { ...readAttributes(attributes, `${where}.resource`, defects), schemaUrl };
  if (scopeMetrics.length === 0) defects.remark(where, 'no-points', 'scopeMetrics is empty');
  const isTaken = reading.judge(defects);
  scopeMetrics.forEach((inner, i) => {
    readScope(inner, resource, isTaken, `${where}.scopeMetrics[${i}]`, reading);
  });
}

function readScope(
  { scope, metrics, schemaUrl }: ScopeMetrics,
  resource: OtlpResource,
  isAboveTaken: boolean,
  where: string,
  reading: Reading,
): void {
  const { name = '', version = '', attributes = [] } = scope ?? {};
  const defects = new OtlpDefects();
  const attributed = readAttributes(attributes, `${where}.scope`, defects);
  if (metrics.length === 0) defects.remark(where, 'no-points', 'metrics is empty');
  const isTaken = reading.judge(defects) && isAboveTaken;
  const taken = { ...attributed, name, version, schemaUrl };
  metrics.forEach((metric, i) => {
    readMetric(metric, { resource, scope: taken }, isTaken, `${where}.metrics[${i}]`, reading);
  });
}

function readMetric(
  metric: Metric,
  from: { readonly resource: OtlpResource; readonly scope: OtlpScope },
  isAboveTaken: boolean,
  where: string,
  reading: Reading,
): void {
  const defects = new OtlpDefects();
  checkName(metric, where, defects);
  const points = pointsOf(metric);
  if (points === undefined) {
    defects.error(
      where,
      'no-data',
      'none of gauge, sum, histogram, exponentialHistogram and summary is there',
    );
    reading.judge(defects);
    return;
  }
  const place = `${where}.${points.kind}`;
  if (points.dataPoints.length === 0) defects.remark(place, 'no-points', 'dataPoints is empty');
  const parts = { ...from, ...partsOf(metric, place, defects) };
  const isTaken = reading.judge(defects) && isAboveTaken;
  readPoints(points, parts, isTaken, place, reading);
}

function readPoints(
  points: Points,
  parts: MetricParts,
  isAboveTaken: boolean,
  where: string,
  reading: Reading,
): void {
  const identities = new Set<string>();
  points.dataPoints.forEach((dataPoint, i) => {
    if (isWithoutValue(dataPoint)) {
      reading.withoutValueCount += 1;
      return;
    }
    const defects = new OtlpDefects();
    const at = `${where}.dataPoints[${i}]`;
    const point = readPoint(points, i, parts, at, defects);
    const identity = JSON.stringify([`${dataPoint.timeUnixNano}`, point?.tags]);
    if (point !== undefined && identities.has(identity)) {
      defects.warn(at, 'duplicate-point', 'another point has the same attributes and the same time');
    }
    if (point !== undefined) identities.add(identity);
    const isTaken = reading.judge(defects) && isAboveTaken;
    if (isTaken && point !== undefined) reading.taken.push(point);
    else reading.refusedCount += 1;
  });
}

function pointsOf({ gauge, sum, histogram, exponentialHistogram, summary }: Metric): Points | undefined {
  if (sum) return { kind: 'sum', dataPoints: sum.dataPoints };
  if (gauge) return { kind: 'gauge', dataPoints: gauge.dataPoints };
  if (histogram) return { kind: 'histogram', dataPoints: histogram.dataPoints };
  if (exponentialHistogram) {
    return { kind: 'exponentialHistogram', dataPoints: exponentialHistogram.dataPoints };
  }
  return summary && { kind: 'summary', dataPoints: summary.dataPoints };
}

function partsOf(metric: Metric, where: string, defects: OtlpDefects) {
  const { name, unit, description, sum, histogram, exponentialHistogram } = metric;
  const isMonotonic = sum?.isMonotonic ?? false;
  const temporal = sum ?? histogram ?? exponentialHistogram;
  const number = temporal?.aggregationTemporality;
  if (number === 0) {
    defects.error(
      where,
      'no-temporality',
      'aggregationTemporality is unspecified, neither delta nor cumulative',
    );
  } else if (number !== undefined && number !== 1 && number !== 2) {
    defects.error(where, 'bad-temporality', `aggregationTemporality is ${number}, neither 1 nor 2`);
  }
  const temporality = number === undefined ? undefined : number === 1 ? 'delta' : 'cumulative';
  return { name, unit, description, isMonotonic, temporality } as const;
}

/** Source: https://opentelemetry.io/docs/specs/otel/metrics/api/#instrument-name-syntax, and of units. */
function checkName({ name, unit }: Metric, where: string, defects: OtlpDefects): void {
  if (name === '') {
    defects.error(where, 'empty-name', 'the metric has no name');
  } else if (!/^[A-Za-z][\w.\-/]{0,254}$/.test(name)) {
    const message = `${quote(name)} is not a letter and up to 254 letters, digits and _ . - /`;
    defects.warn(where, 'name-syntax', message);
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins with them
  if (!/^[\x00-\x7f]{0,63}$/.test(unit)) {
    defects.warn(where, 'bad-unit', `${quote(unit)} is not at most 63 ASCII characters`);
  }
}
