import type { MeterProvider } from '@opentelemetry/api';
import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import type { Accounting } from '@otelwire/core';
import { openExporter } from '@otelwire/core/otel';
import { statHatExporter } from './exporter/make-exporter.js';
import { accountingOf, exportParts, type Part } from './exporter/parts.js';
import type { StatHatMetricExporterOptions } from './exporter-options.js';

/**
 * Sends OpenTelemetry metrics to StatHat, or to a service that took over its API.
 *
 * Give it to a `PeriodicExportingMetricReader`. Options come from the constructor, then from variables
 * (`OTEL_EXPORTER_STATHAT_EZ_KEY` …), then from defaults; the constructor throws a `ConfigError` that names everything that is wrong
 * with what it was given. Nothing throws after that.
 */
export class StatHatMetricExporter implements PushMetricExporter {
  readonly selectAggregationTemporality: NonNullable<PushMetricExporter['selectAggregationTemporality']>;
  readonly selectAggregation?: PushMetricExporter['selectAggregation'];
  readonly #parts: readonly Part[];

  constructor(options?: StatHatMetricExporterOptions) {
    const opened = openExporter(statHatExporter, options);
    this.selectAggregationTemporality = opened.selectAggregationTemporality;
    if (opened.selectAggregation) this.selectAggregation = opened.selectAggregation;
    this.#parts = opened.exporter;
  }

  /** Where the data points are: `accepted = delivered + held + inFlight + Σ dropped`. */
  get accounting(): Accounting {
    return accountingOf(this.#parts);
  }

  /** Makes the metrics `otel.sdk.exporter.*` of this exporter with a provider, in place of that of the option `selfObsMeterProvider`. */
  setSelfObsMeterProvider(provider: MeterProvider): void {
    for (const { exporter } of this.#parts) exporter.setSelfObsMeterProvider(provider);
  }

  export(...[metrics, resultCallback]: Parameters<PushMetricExporter['export']>): void {
    exportParts(this.#parts, metrics, resultCallback);
  }

  /** Waits for running exports and tries to send what is held. Never rejects. */
  async forceFlush(): Promise<void> {
    await Promise.all(this.#parts.map(({ exporter }) => exporter.forceFlush()));
  }

  /** Flushes and closes the connections. May be called twice. Never rejects. */
  async shutdown(): Promise<void> {
    await Promise.all(this.#parts.map(({ exporter }) => exporter.shutdown()));
  }
}
