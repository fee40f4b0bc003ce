import { MetricReader, type MetricReaderOptions, type PushMetricExporter } from '@opentelemetry/sdk-metrics';
import type { PushExporter } from '../../src/otel/push-exporter.js';
import { deltaCounters, temporalitySelector } from '../../src/otel/temporality.js';

const selectAggregationTemporality = temporalitySelector('backend', deltaCounters);

/** Collects when it is told to. */
export class ManualReader extends MetricReader {
  constructor(options: MetricReaderOptions = {}) {
    super({ aggregationTemporalitySelector: selectAggregationTemporality, ...options });
  }

  protected async onShutdown(): Promise<void> {}
  protected async onForceFlush(): Promise<void> {}
}

/** The exporter as a reader of the SDK takes it. */
export function asPushMetricExporter(exporter: PushExporter): PushMetricExporter {
  return {
    export: (...given) => exporter.export(...given),
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
    selectAggregationTemporality,
  };
}
