import type { MeterProvider } from '@opentelemetry/api';
import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import type { Accounting } from '@otelwire/core';
import { openExporter, type PushExporter } from '@otelwire/core/otel';
import { statsdExporter } from './exporter/make-exporter.js';
import type { StatsdMetricExporterOptions } from './exporter-options.js';

/**
 * Sends OpenTelemetry metrics to a StatsD server.
 *
 * Give it to a `PeriodicExportingMetricReader`. Options come from the constructor, then from variables
 * (`OTEL_EXPORTER_STATSD_ENDPOINT` …), then from defaults; the constructor throws a `ConfigError` that names everything
 * that is wrong with what it was given. Nothing throws after that.
 */
export class StatsdMetricExporter implements PushMetricExporter {
  readonly selectAggregationTemporality: NonNullable<PushMetricExporter['selectAggregationTemporality']>;
  readonly selectAggregation?: PushMetricExporter['selectAggregation'];
  readonly #exporter: PushExporter;

  constructor(options?: StatsdMetricExporterOptions) {
    const opened = openExporter(statsdExporter, options);
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

  /** Flushes and closes the socket. May be called twice. Never rejects. */
  shutdown(): Promise<void> {
    return this.#exporter.shutdown();
  }
}
