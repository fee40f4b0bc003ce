import { BoundedMap } from '../bounded-map.js';
import type { BadRequest } from '../http/request-totals.js';
import { RequestTotals } from '../http/request-totals.js';
import type { Tag } from '../statsd/record.js';
import { canonicalTags } from '../statsd/tags.js';
import type { OtlpDefect, OtlpDefectCode } from './defect.js';
import type { TakenOtlpPoint } from './point.js';
import { OtlpSeries } from './series.js';

/** How much is remembered. */
export interface OtlpTotalsLimits {
  /** Requests and bad requests kept, each. Default 1000. */
  readonly maxKept?: number;
  /** Points kept per series; sums, histograms and counts stay exact. Default 100 000. */
  readonly maxPointsPerSeries?: number;
  /** Series kept; beyond it, the one that was updated longest ago is forgotten. Default: all. */
  readonly maxSeries?: number;
}

/** Which series of that name and with these attributes is meant, when several senders have one. */
export interface OtlpSource {
  /** Attributes that the resource has, besides others: `{ 'service.name': 'shop' }`. */
  readonly resource?: Readonly<Record<string, string>>;
  /** The name of the instrumentation scope. */
  readonly scope?: string;
}

/** What was received, per series. */
export class OtlpTotals {
  readonly requests: RequestTotals<OtlpDefectCode>;
  readonly #series: BoundedMap<OtlpSeries>;
  readonly #defectCounts = new Map<OtlpDefectCode, number>();
  readonly #maxPoints: number;
  /** Points taken, duplicates included. */
  pointCount = 0;
  /** Points whose series and times had come before: sent twice, most likely. */
  duplicateCount = 0;
  refusedPointCount = 0;
  /** Points that say by a flag that there is no value: they are neither taken nor refused. */
  withoutValueCount = 0;

  constructor(limits: OtlpTotalsLimits = {}) {
    this.requests = new RequestTotals(limits.maxKept);
    this.#maxPoints = limits.maxPointsPerSeries ?? 100_000;
    this.#series = new BoundedMap(limits.maxSeries ?? Number.POSITIVE_INFINITY);
  }

  /** All series, by an opaque key. */
  get series(): ReadonlyMap<string, OtlpSeries> {
    return this.#series.entries;
  }

  /** Series that were forgotten because of `maxSeries`. */
  get forgottenSeriesCount(): number {
    return this.#series.forgottenCount;
  }

  get requestCount(): number {
    return this.requests.count;
  }

  get badRequestCount(): number {
    return this.requests.badCount;
  }

  /** The first requests that were refused, in whole or in part. */
  get badRequests(): readonly BadRequest<OtlpDefectCode>[] {
    return this.requests.bad;
  }

  /** How often each defect was seen, on refused and on accepted points. */
  get defectCounts(): ReadonlyMap<OtlpDefectCode, number> {
    return this.#defectCounts;
  }

  /** The series of that name and exactly these attributes of points, as text; of several, the one with the latest point. */
  find(
    name: string,
    attributes: readonly Tag[] | Readonly<Record<string, string>> = [],
    { resource = {}, scope }: OtlpSource = {},
  ): OtlpSeries | undefined {
    const tags = JSON.stringify(canonicalTags(attributes));
    const wanted = Object.entries(resource);
    const found = [...this.series.values()].filter(({ identity }) => {
      if (identity.name !== name || (scope !== undefined && identity.scope.name !== scope)) return false;
      if (JSON.stringify(identity.tags) !== tags) return false;
      return wanted.every(([key, text]) =>
        identity.resource.tags.some((tag) => tag[0] === key && tag[1] === text),
      );
    });
    return found.sort((a, b) => Number(b.latest.timeUnixNano - a.latest.timeUnixNano))[0];
  }

  add(point: TakenOtlpPoint): void {
    const key = seriesKey(point);
    const series = this.#series.touch(key) ?? this.#series.set(key, new OtlpSeries(point, this.#maxPoints));
    this.pointCount += 1;
    if (series.add(point)) this.duplicateCount += 1;
  }

  /** Counts what is wrong with something that was looked at. */
  count(defects: readonly OtlpDefect[]): void {
    for (const { code } of defects) this.#defectCounts.set(code, (this.#defectCounts.get(code) ?? 0) + 1);
  }

  /** Forgets everything. */
  reset(): void {
    this.requests.reset();
    this.#series.clear();
    this.#defectCounts.clear();
    this.pointCount = this.duplicateCount = this.refusedPointCount = 0;
    this.withoutValueCount = 0;
  }

  /** In a few lines, for messages to people. */
  describe(): readonly string[] {
    const counts = `${this.pointCount} points (${this.duplicateCount} duplicates), ${this.refusedPointCount} refused, ${this.series.size} series`;
    const series = [...this.series.values()].slice(0, 20).map(describeSeries);
    return [counts, ...this.requests.describe(), ...series];
  }
}

/** No two series share one, whatever stands in names and attributes. */
function seriesKey(point: TakenOtlpPoint): string {
  const { name, kind, unit, temporality, isMonotonic, resource, scope, tags } = point;
  const of = [resource.tags, scope.name, scope.version, scope.tags];
  return JSON.stringify([name, kind, unit, temporality, isMonotonic, ...of, tags]);
}

function describeSeries({ identity, kind, sum, last, histogram, pointCount }: OtlpSeries): string {
  const { name, tags, temporality } = identity;
  const labels = tags.map(([key, text]) => `${key}=${JSON.stringify(text)}`).join(',');
  const value = sum ?? last ?? (histogram === undefined ? '' : `${histogram.count} values`);
  return `${name}{${labels}} ${temporality ?? ''} ${kind} = ${value}, ${pointCount} points`;
}
