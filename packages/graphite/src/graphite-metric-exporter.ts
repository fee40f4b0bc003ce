import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import { type Accounting, processEnvironment, resolveOptions } from '@otelwire/core';
import {
  aggregationSelector,
  createDiagLogger,
  type PushExporter,
  temporalitySelector,
  totalCounters,
} from '@otelwire/core/otel';
import { makeExporter } from './exporter/make-exporter.js';
import type { GraphiteMetricExporterOptions } from './exporter-options.js';
import { graphiteEnvPrefixes, graphiteSchema } from './options.js';
import { wireRules } from './wire-rules.js';

/**
 * Sends OpenTelemetry metrics to Graphite: carbon, a relay, or a server that takes its plaintext, pickle or JSON.
 *
 * Give it to a `PeriodicExportingMetricReader`. Options come from the constructor, then from variables
 * (`OTEL_EXPORTER_GRAPHITE_ENDPOINT` …), then from defaults; the constructor throws a `ConfigError` that names everything that is
 * wrong with what it was given. Nothing throws after that.
 */
export class GraphiteMetricExporter implements PushMetricExporter {
  readonly selectAggregationTemporality: NonNullable<PushMetricExporter['selectAggregationTemporality']>;
  readonly selectAggregation?: PushMetricExporter['selectAggregation'];
  readonly #exporter: PushExporter;

  constructor(options?: GraphiteMetricExporterOptions) {
    const { values } = resolveOptions(graphiteSchema, options, {
      subject: 'GraphiteMetricExporter',
      envPrefixes: graphiteEnvPrefixes,
      env: processEnvironment(),
      warn: (message) => createDiagLogger('otelwire/graphite').warn(message),
      rules: wireRules,
    });
    this.selectAggregationTemporality = temporalitySelector(values.temporalityPreference, totalCounters);
    const aggregation = aggregationSelector(values.histogramAggregation);
    if (aggregation !== undefined) this.selectAggregation = aggregation;
    this.#exporter = makeExporter('GraphiteMetricExporter', values);
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
