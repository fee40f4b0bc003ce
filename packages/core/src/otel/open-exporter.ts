import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import { processEnvironment } from '../config/environment.js';
import { type ResolveContext, resolveOptions } from '../config/options.js';
import type { Schema, Values } from '../config/schema.js';
import type { Logger } from '../logger.js';
import { aggregationSelector } from './aggregation.js';
import { createDiagLogger } from './diag-logger.js';
import type { exporterSchema } from './exporter-schema.js';
import { type TemporalityTable, temporalitySelector } from './temporality.js';

/** The options that say what is asked of the SDK. */
type SelectorSchema = Pick<typeof exporterSchema, 'temporalityPreference' | 'histogramAggregation'>;

/** What one class of exporters is made by. */
export interface ExporterKind<S extends Schema & SelectorSchema, Exporter>
  extends Pick<ResolveContext<S>, 'subject' | 'envPrefixes' | 'rules'> {
  /** Who speaks through `diag`: `otelwire/statsd`. */
  readonly component: string;
  readonly schema: S;
  /** What the preference `backend` asks of the SDK. */
  readonly temporality: TemporalityTable;
  /** `logger` is the one of `diag`, for want of one in the options. */
  readonly make: (values: Values<S>, logger: Logger) => Exporter;
}

export interface OpenedExporter<Exporter> {
  readonly exporter: Exporter;
  readonly selectAggregationTemporality: NonNullable<PushMetricExporter['selectAggregationTemporality']>;
  /** Absent where the instruments keep their own aggregation. */
  readonly selectAggregation?: PushMetricExporter['selectAggregation'];
}

/**
 * Makes an exporter of its options: code > environment > default. Throws a `ConfigError` that lists all that is wrong in code; what
 * is wrong in the environment is said through `diag`.
 */
export function openExporter<S extends Schema & SelectorSchema, Exporter>(
  kind: ExporterKind<S, Exporter>,
  options: object | undefined,
): OpenedExporter<Exporter> {
  const { component, envPrefixes, make, rules, schema, subject, temporality } = kind;
  const logger = createDiagLogger(component);
  const warn = (message: string) => logger.warn(message);
  const env = processEnvironment();
  const { values } = resolveOptions(schema, options, { subject, envPrefixes, env, warn, rules });
  const { histogramAggregation, temporalityPreference } = values as Values<SelectorSchema>;
  const selectAggregation = aggregationSelector(histogramAggregation);
  return {
    exporter: make(values, logger),
    selectAggregationTemporality: temporalitySelector(temporalityPreference, temporality),
    ...(selectAggregation && { selectAggregation }),
  };
}
