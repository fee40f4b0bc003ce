import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import { type Accounting, processEnvironment, resolveOptions } from '@otelwire/core';
import {
  aggregationSelector,
  createDiagLogger,
  deltaCounters,
  type PushExporter,
  temporalitySelector,
} from '@otelwire/core/otel';
import { exporterRules } from './exporter/exporter-rules.js';
import { makeExporter } from './exporter/make-exporter.js';
import type { StatsdMetricExporterOptions } from './exporter-options.js';
import { statsdEnvPrefixes, statsdSchema } from './options.js';

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
    const { values } = resolveOptions(statsdSchema, options, {
      subject: 'StatsdMetricExporter',
      envPrefixes: statsdEnvPrefixes,
      env: processEnvironment(),
      warn: (message) => createDiagLogger('otelwire/statsd').warn(message),
      rules: exporterRules,
    });
    this.selectAggregationTemporality = temporalitySelector(values.temporalityPreference, deltaCounters);
    const aggregation = aggregationSelector(values.histogramAggregation);
    if (aggregation !== undefined) this.selectAggregation = aggregation;
    this.#exporter = makeExporter('StatsdMetricExporter', values);
  }

  /** Where the data points are: `accepted = delivered + held + inFlight + Σ dropped`. */
  get accounting(): Accounting {
    return this.#exporter.accounting;
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
