import type { Histogram } from '@otelwire/core';
import { mergeHistograms, quantile } from '@otelwire/core';
import { Sum } from '../statsd/series/sum.js';
import type { OtlpKind, OtlpSeriesIdentity, TakenOtlpPoint } from './point.js';

/** What came for one series: a name and kind of metric, with the attributes of resource, scope and points. */
export class OtlpSeries {
  readonly identity: OtlpSeriesIdentity;
  readonly kind: OtlpKind;
  /** All points that came, duplicates included. */
  pointCount = 0;
  /** Points whose times had come before: sent twice, most likely. */
  duplicateCount = 0;
  readonly #points: TakenOtlpPoint[] = [];
  readonly #times = new Set<string>();
  readonly #maxPoints: number;
  readonly #sum = new Sum();
  #merged: Histogram | undefined;
  #latest: TakenOtlpPoint;

  constructor(first: TakenOtlpPoint, maxPoints: number) {
    const { name, unit, temporality, isMonotonic, attributes, tags, resource, scope, kind } = first;
    this.identity = { name, unit, temporality, isMonotonic, attributes, tags, resource, scope };
    this.kind = kind;
    this.#latest = first;
    this.#maxPoints = maxPoints;
  }

  /** The points in the order in which they came; beyond the bound the last ones. */
  get points(): readonly TakenOtlpPoint[] {
    return this.#points;
  }

  /** The point of the latest time. */
  get latest(): TakenOtlpPoint {
    return this.#latest;
  }

  /** The value of the latest point of a sum or a gauge. */
  get last(): number | undefined {
    return 'value' in this.#latest ? this.#latest.value : undefined;
  }

  /** Of a delta sum, all its points together; of a cumulative one, the latest. */
  get sum(): number | undefined {
    if (this.kind !== 'sum') return undefined;
    return this.identity.temporality === 'delta' ? this.#sum.value : this.last;
  }

  /** Of a delta histogram, all its points together, since its bounds have last changed; of a cumulative one, the latest. */
  get histogram(): Histogram | undefined {
    if (this.identity.temporality === 'delta') return this.#merged;
    return 'histogram' in this.#latest ? this.#latest.histogram : undefined;
  }

  /** The quantile of `histogram`, `q` from 0 to 1: as exact as its buckets are. */
  quantile(q: number): number | undefined {
    return this.histogram && quantile(this.histogram, q);
  }

  /** Whether it was a duplicate; what it says is added nevertheless. */
  add(arrived: TakenOtlpPoint): boolean {
    // All points share the attributes of the first one, so that only what differs takes up memory.
    const point = { ...arrived, ...this.identity };
    const isDuplicate = this.#times.has(timesOf(point));
    this.pointCount += 1;
    if (isDuplicate) this.duplicateCount += 1;
    if (point.timeUnixNano >= this.#latest.timeUnixNano) this.#latest = point;
    if (point.kind === 'sum') this.#sum.add(point.value);
    if ('histogram' in point) this.#merge(point.histogram);
    this.#keep(point);
    return isDuplicate;
  }

  #merge(histogram: Histogram): void {
    const merged = this.#merged && mergeHistograms(this.#merged, histogram, maxBucketsOf(histogram));
    this.#merged = merged ?? histogram;
  }

  #keep(point: TakenOtlpPoint): void {
    this.#points.push(point);
    this.#times.add(timesOf(point));
    if (this.#points.length > this.#maxPoints) this.#times.delete(timesOf(this.#points.shift()!));
  }
}

function timesOf({ startTimeUnixNano, timeUnixNano }: TakenOtlpPoint): string {
  return `${startTimeUnixNano} ${timeUnixNano}`;
}

/** As many as the SDK has by default, or as this one has. */
function maxBucketsOf(histogram: Histogram): number {
  if (!('scale' in histogram)) return 160;
  const { positive, negative } = histogram;
  return Math.max(160, positive.bucketCounts.length, negative.bucketCounts.length);
}
