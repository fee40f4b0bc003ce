import type { MeterProvider } from '@opentelemetry/api';
import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import type { Accounting } from '@otelwire/core';
import { openExporter, type PushExporter } from '@otelwire/core/otel';
import { strideExporter } from './exporter/make-exporter.js';
import type { StrideMetricExporterOptions } from './exporter-options.js';

/**
 * Sends OpenTelemetry metrics as JSON events over HTTP: to Stride, and to ClickHouse, Vector, OpenObserve, Tinybird, Materialize and
 * others that take an array of objects, or one object a line.
 *
 * Give it to a `PeriodicExportingMetricReader`. Options come from the constructor, then from variables
 * (`OTEL_EXPORTER_STRIDE_ENDPOINT` …), then from defaults; the constructor throws a `ConfigError` that names everything that is
 * wrong with what it was given. Nothing throws after that.
 */
export class StrideMetricExporter implements PushMetricExporter {
  readonly selectAggregationTemporality: NonNullable<PushMetricExporter['selectAggregationTemporality']>;
  readonly selectAggregation?: PushMetricExporter['selectAggregation'];
  readonly #exporter: PushExporter;

  constructor(options?: StrideMetricExporterOptions) {
    const opened = openExporter(strideExporter, options);
    this.selectAggregationTemporality = opened.selectAggregationTemporality;
    if (opened.selectAggregation) this.selectAggregation = opened.selectAggregation;
    this.#exporter = opened.exporter;
  }

  /** Where the data points are: `accepted = delivered + held + inFlight + Σ dropped`. */
  get accounting(): Accounting {
    return this.#exporter.accounting;
  }

  /** Makes the metrics `otel.sdk.exporter.*` of this exporter with a provider, in place of that of the option `selfObsMeterProvider`. */
  setSelfObsMeterProvider(provider: MeterProvider): void {
    this.#exporter.setSelfObsMeterProvider(provider);
  }

  export(...[metrics, resultCallback]: Parameters<PushMetricExporter['export']>): void {
    this.#exporter.export(metrics, resultCallback);
  }

  /** Waits for running exports and tries to send what is held. Never rejects. */
  forceFlush(): Promise<void> {
    return this.#exporter.forceFlush();
  }

  /** Flushes and closes the connections. May be called twice. Never rejects. */
  shutdown(): Promise<void> {
    return this.#exporter.shutdown();
  }
}
