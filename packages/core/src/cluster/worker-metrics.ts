import cluster, { type Worker } from 'node:cluster';
import type {
  AggregationTemporalitySelector,
  CollectionResult,
  MetricData,
  MetricProducer,
} from '@opentelemetry/sdk-metrics';
import { ConfigError } from '../errors.js';
import { AggregationTemporality, DataPointType, InstrumentType } from '../otel/constants.js';
import type { MetricScope } from '../otel/metric.js';
import { type HandedMetric, type HandedOver, readMetrics, takenMessage } from './hand-over.js';
import { type GaugeMode, MergedMetric, type MergedPoint } from './merged-metric.js';
import { MergedWorker } from './merged-worker.js';
import { numberWorkers, workerName } from './number-workers.js';

export interface WorkerMetricsOptions {
  /** Of the exporter to which it goes: `exporter`, or its method in an object. Totals where that asks for them, else what was added. */
  readonly exporter: {
    readonly selectAggregationTemporality?: AggregationTemporalitySelector | undefined;
  };
  /** What becomes of a gauge: a point for each worker, with the attribute `worker`, or the last one told. Default `worker`. */
  readonly gauges?: GaugeMode | undefined;
}

type HrTime = [seconds: number, nanoseconds: number];

interface MergedScope {
  readonly scope: MetricScope;
  readonly metrics: Map<string, MergedMetric>;
}

const { CUMULATIVE, DELTA } = AggregationTemporality;

/**
 * The metrics of all workers of a cluster as one stream, in the primary: takes what each `WorkerMetricExporter` hands over, and gives it
 * to the one reader that has it among its `metricProducers`. Counters and histograms add up, and what a worker that has died
 * had handed over stays in them; up-down counters are the sum of the workers that live.
 *
 * Make it before the first worker is forked: it numbers them. Throws a `ConfigError` in a worker.
 */
export class WorkerMetrics implements MetricProducer {
  readonly #options: WorkerMetricsOptions;
  readonly #scopes = new Map<string, MergedScope>();
  readonly #workers = new Map<number, MergedWorker>();
  readonly #startTime = hrTimeNow();
  #lastTime = this.#startTime;
  #unmergeable = 0;
  readonly #onMessage = (worker: Worker, message: unknown) => this.#receive(worker, message);
  readonly #onExit = ({ id }: Worker) => this.#forget(id);

  constructor(options: WorkerMetricsOptions) {
    if (!cluster.isPrimary)
      throw new ConfigError('WorkerMetrics', ['this process is not the primary of a cluster']);
    this.#options = options;
    numberWorkers();
    cluster.on('message', this.#onMessage);
    cluster.on('exit', this.#onExit);
  }

  async collect(): Promise<CollectionResult> {
    const endTime = hrTimeNow();
    const scopeMetrics = [...this.#scopes.values()].map(({ scope, metrics }) => ({
      scope: { name: scope.name, ...(scope.version !== undefined && { version: scope.version }) },
      metrics: [...metrics.values()].flatMap((metric) => this.#collect(metric, endTime)),
    }));
    this.#lastTime = endTime;
    const errors = this.#unmergeable === 0 ? [] : [unmergeableError(this.#unmergeable)];
    this.#unmergeable = 0;
    // a reader keeps the resource of its provider
    const resource = {} as CollectionResult['resourceMetrics']['resource'];
    return { resourceMetrics: { resource, scopeMetrics }, errors };
  }

  /** Takes nothing any more: the exports of workers fail unless another one takes them. */
  close(): void {
    cluster.off('message', this.#onMessage);
    cluster.off('exit', this.#onExit);
  }

  #receive(worker: Worker, message: unknown): void {
    const handed = readMetrics(message);
    if (handed === undefined) return;
    this.#take(worker, handed.metrics);
    // one that has died meanwhile reports nothing, and is told nothing
    if (worker.isConnected()) worker.send(takenMessage(handed.id), () => {});
  }

  #take(worker: Worker, { collectedAt, scopes }: HandedOver): void {
    const from = this.#workers.get(worker.id) ?? new MergedWorker(workerName(worker));
    // messages may come after the exit
    from.isGone = worker.isDead();
    if (!from.isGone) this.#workers.set(worker.id, from);
    from.begin(collectedAt);
    for (const { scope, metrics } of scopes) {
      const merged = this.#scopeOf(scope);
      for (const metric of metrics) {
        const key = metricKey(metric);
        let one = merged.metrics.get(key);
        if (one === undefined) {
          one = new MergedMetric({ ...metric, points: [] });
          merged.metrics.set(key, one);
        }
        this.#unmergeable += one.add(metric.points, from);
      }
    }
  }

  #scopeOf(scope: MetricScope): MergedScope {
    const key = JSON.stringify([scope.name, scope.version]);
    let merged = this.#scopes.get(key);
    if (merged === undefined) {
      merged = { scope, metrics: new Map() };
      this.#scopes.set(key, merged);
    }
    return merged;
  }

  #forget(id: number): void {
    const worker = this.#workers.get(id);
    if (worker !== undefined) worker.isGone = true;
    this.#workers.delete(id);
  }

  #collect(merged: MergedMetric, endTime: HrTime): MetricData[] {
    const { gauges = 'worker' } = this.#options;
    const wantsTotals = this.#temporalityOf(merged.metric) === CUMULATIVE;
    const since = wantsTotals ? this.#startTime : this.#lastTime;
    const amounts = merged.takeAmounts(wantsTotals);
    const data = [
      metricData(merged.metric, wantsTotals ? CUMULATIVE : DELTA, amounts, since, endTime),
      metricData(merged.metric, CUMULATIVE, merged.levels(gauges), this.#startTime, endTime),
    ];
    return data.filter(({ dataPoints }) => dataPoints.length > 0);
  }

  #temporalityOf({ dataPointType, descriptor }: HandedMetric): number {
    const isSum = dataPointType === DataPointType.SUM;
    const type = descriptor.type ?? (isSum ? InstrumentType.COUNTER : InstrumentType.HISTOGRAM);
    const { exporter } = this.#options;
    const select = exporter.selectAggregationTemporality?.bind(exporter);
    return select?.(type as Parameters<AggregationTemporalitySelector>[0]) ?? CUMULATIVE;
  }
}

function metricData(
  { dataPointType, descriptor, isMonotonic }: HandedMetric,
  aggregationTemporality: number,
  points: readonly MergedPoint[],
  startTime: HrTime,
  endTime: HrTime,
): MetricData {
  const dataPoints = points.map(({ attributes, value }) => ({ attributes, value, startTime, endTime }));
  return {
    descriptor,
    dataPointType,
    aggregationTemporality,
    isMonotonic,
    dataPoints,
  } as unknown as MetricData;
}

function metricKey({ aggregationTemporality, dataPointType, descriptor, isMonotonic }: HandedMetric): string {
  const { name, unit, valueType } = descriptor;
  return JSON.stringify([name, unit, valueType, dataPointType, aggregationTemporality, isMonotonic]);
}

function unmergeableError(points: number): Error {
  return new Error(
    `${points} histograms of workers have other boundaries than those before and are left out`,
  );
}

function hrTimeNow(): HrTime {
  const millis = Date.now();
  return [Math.floor(millis / 1000), (millis % 1000) * 1_000_000];
}
