import type { PeriodicExportingMetricReader, PushMetricExporter } from '@opentelemetry/sdk-metrics';
import { WorkerMetricExporter, WorkerMetrics } from '@otelwire/core/cluster';
import { createExporter } from './backends.js';
import { clusterRole } from './cluster-role.js';
import type { ExporterName } from './exporter-names.js';
import { isSdk1, type MetricsSdk } from './metrics-sdk.js';
import { readerTimes } from './settings.js';
import { watchUndelivered } from './undelivered.js';

/** What becomes of a reader. */
export interface ReaderListener {
  /** A provider has taken it. */
  bound(exporter: PushMetricExporter): void;
  /** Its provider was shut down, and it with it. */
  closed(): void;
}

/** A reader, made by a copy of the SDK, that exports to one of our backends as the environment says. */
export function makeReader(
  name: ExporterName,
  sdk: MetricsSdk,
  listener?: ReaderListener,
): PeriodicExportingMetricReader {
  const role = clusterRole();
  const exporter = role === 'worker' ? new WorkerMetricExporter() : createExporter(name);
  if (isSdk1(sdk.MeterProvider.prototype)) giveSdk1Aggregation(exporter, sdk);
  const ofWorkers = role === 'primary' ? new WorkerMetrics({ exporter }) : undefined;
  const metricProducers = ofWorkers === undefined ? [] : [ofWorkers];
  const reader = new sdk.PeriodicExportingMetricReader({ exporter, metricProducers, ...readerTimes() });
  if (ofWorkers !== undefined) closeFirst(ofWorkers, reader);
  if (listener !== undefined) {
    listen(reader, exporter, listener);
    watchUndelivered(name, exporter);
  }
  return reader;
}

/** What workers hand over while a reader exports for the last time would not be in it. */
function closeFirst(ofWorkers: WorkerMetrics, reader: PeriodicExportingMetricReader): void {
  const shutdown = reader.shutdown.bind(reader);
  reader.shutdown = (options) => {
    ofWorkers.close();
    return shutdown(options);
  };
}

function listen(
  reader: PeriodicExportingMetricReader,
  exporter: PushMetricExporter,
  listener: ReaderListener,
): void {
  const setMetricProducer = reader.setMetricProducer.bind(reader);
  reader.setMetricProducer = (producer) => {
    setMetricProducer(producer);
    listener.bound(exporter);
  };
  const shutdown = exporter.shutdown.bind(exporter);
  exporter.shutdown = () => {
    listener.closed();
    return shutdown();
  };
}

/** What SDK 1.x wants of an exporter in place of `{ type, options }`. */
interface Sdk1Aggregations {
  readonly ExponentialHistogramAggregation: new (maxSize?: number, recordMinMax?: boolean) => object;
  readonly Aggregation: { Default(): object };
}

function giveSdk1Aggregation(exporter: PushMetricExporter, sdk: MetricsSdk): void {
  const select = exporter.selectAggregation?.bind(exporter);
  if (select === undefined) return;
  const { Aggregation, ExponentialHistogramAggregation } = sdk as unknown as Sdk1Aggregations;
  const translated: typeof select = (instrument) => {
    const chosen = select(instrument);
    const isExponential = 'options' in chosen && chosen.options !== undefined && 'maxSize' in chosen.options;
    if (!isExponential) return Aggregation.Default() as ReturnType<typeof select>;
    const { maxSize, recordMinMax } = chosen.options as { maxSize?: number; recordMinMax?: boolean };
    return new ExponentialHistogramAggregation(maxSize, recordMinMax) as ReturnType<typeof select>;
  };
  Object.assign(exporter, { selectAggregation: translated });
}
