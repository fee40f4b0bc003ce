import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import { type Accounting, processEnvironment, resolveOptions } from '@otelwire/core';
import {
  aggregationSelector,
  createDiagLogger,
  type PushExporter,
  temporalitySelector,
  totalCounters,
} from '@otelwire/core/otel';
import { exporterRules, makeExporter } from './exporter/make-exporter.js';
import type { InitialStateMetricExporterOptions } from './exporter-options.js';
import { initialStateEnvPrefixes, initialStateSchema } from './options.js';

/**
 * Sends OpenTelemetry metrics to a bucket of Initial State.
 *
 * Give it to a `PeriodicExportingMetricReader`. Options come from the constructor, then from variables
 * (`OTEL_EXPORTER_INITIALSTATE_ACCESS_KEY` …), then from defaults; the constructor throws a `ConfigError` that names everything that
 * is wrong with what it was given. Nothing throws after that.
 */
export class InitialStateMetricExporter implements PushMetricExporter {
  readonly selectAggregationTemporality: NonNullable<PushMetricExporter['selectAggregationTemporality']>;
  readonly selectAggregation?: PushMetricExporter['selectAggregation'];
  readonly #exporter: PushExporter;

  constructor(options?: InitialStateMetricExporterOptions) {
    const { values } = resolveOptions(initialStateSchema, options, {
      subject: 'InitialStateMetricExporter',
      envPrefixes: initialStateEnvPrefixes,
      env: processEnvironment(),
      warn: (message) => createDiagLogger('otelwire/initial-state').warn(message),
      rules: exporterRules,
    });
    this.selectAggregationTemporality = temporalitySelector(values.temporalityPreference, totalCounters);
    const aggregation = aggregationSelector(values.histogramAggregation);
    if (aggregation !== undefined) this.selectAggregation = aggregation;
    this.#exporter = makeExporter('InitialStateMetricExporter', values);
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

  /** Flushes and closes the connection. May be called twice. Never rejects. */
  shutdown(): Promise<void> {
    return this.#exporter.shutdown();
  }
}
