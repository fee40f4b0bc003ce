import { merge as mergeHistograms } from '../histogram/merge.js';
import { AggregationTemporality, DataPointType } from '../otel/constants.js';
import type { PointValue } from '../otel/metric.js';
import type { HandedMetric, HandedPoint } from './hand-over.js';
import type { MergedWorker } from './merged-worker.js';

/** A point of all workers together. */
export interface MergedPoint {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly value: PointValue;
}

interface Amount {
  readonly attributes: HandedPoint['attributes'];
  value: PointValue;
}

interface Level {
  readonly value: number;
  /** The number of the worker's collection that it is of. */
  readonly collection: number;
}

interface Levels {
  readonly attributes: HandedPoint['attributes'];
  /** The one that was told last is at the end. */
  readonly byWorker: Map<MergedWorker, Level>;
}

/** What of several workers becomes of a gauge: a point for each, or the one that was told last. */
export type GaugeMode = 'worker' | 'last';

/** One metric of all workers: what they add is added up, levels of those that live are added up, and gauges are kept apart. */
export class MergedMetric {
  readonly metric: HandedMetric;
  readonly #amounts = new Map<string, Amount>();
  readonly #levels = new Map<string, Levels>();

  constructor(metric: HandedMetric) {
    this.metric = metric;
  }

  /** Adds points of a worker; returns how many cannot be merged: of histograms with other boundaries. */
  add(points: readonly HandedPoint[], worker: MergedWorker): number {
    const isLevel =
      this.metric.dataPointType === DataPointType.GAUGE ||
      this.metric.aggregationTemporality === AggregationTemporality.CUMULATIVE;
    if (isLevel) {
      for (const point of points) this.#setLevel(point, worker);
      return 0;
    }
    return points.filter((point) => !this.#addAmount(point)).length;
  }

  /** What was added since the last call, or since the beginning where totals are wanted. */
  takeAmounts(wantsTotals: boolean): MergedPoint[] {
    const taken = [...this.#amounts.values()].map(({ attributes, value }) => ({ attributes, value }));
    if (!wantsTotals) this.#amounts.clear();
    return taken;
  }

  /** The levels of the workers that live. */
  levels(gauges: GaugeMode): MergedPoint[] {
    const isGauge = this.metric.dataPointType === DataPointType.GAUGE;
    return [...this.#levels.entries()].flatMap(([key, { attributes, byWorker }]) => {
      for (const [worker, { collection }] of byWorker)
        if (!worker.stillSays(collection)) byWorker.delete(worker);
      const told = [...byWorker].map(([{ name }, { value }]) => ({ name, value }));
      if (told.length === 0) this.#levels.delete(key);
      if (told.length === 0) return [];
      if (!isGauge) return [{ attributes, value: told.reduce((sum, { value }) => sum + value, 0) }];
      if (gauges === 'last') return [{ attributes, value: told.at(-1)!.value }];
      return told.map(({ name, value }) => ({ attributes: { worker: name, ...attributes }, value }));
    });
  }

  #setLevel({ attributes, value }: HandedPoint, worker: MergedWorker): void {
    const key = keyOf(attributes);
    let levels = this.#levels.get(key);
    if (levels === undefined) {
      levels = { attributes, byWorker: new Map() };
      this.#levels.set(key, levels);
    }
    levels.byWorker.delete(worker);
    levels.byWorker.set(worker, { value: value as number, collection: worker.collection });
  }

  #addAmount({ attributes, value }: HandedPoint): boolean {
    const key = keyOf(attributes);
    const amount = this.#amounts.get(key);
    if (amount === undefined) {
      this.#amounts.set(key, { attributes, value });
      return true;
    }
    const sum = addValues(amount.value, value);
    if (sum !== undefined) amount.value = sum;
    return sum !== undefined;
  }
}

function addValues(a: PointValue, b: PointValue): PointValue | undefined {
  if (typeof a === 'number' || typeof b === 'number') return (a as number) + (b as number);
  return mergeHistograms(a, b);
}

/** The same for the same attributes in any order; `1` and `'1'` differ. */
function keyOf(attributes: HandedPoint['attributes']): string {
  const entries = Object.entries(attributes).map(([key, value]) => [key, typeof value, String(value)]);
  return JSON.stringify(entries.sort(([a], [b]) => (a! < b! ? -1 : 1)));
}
