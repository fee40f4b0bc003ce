import { option, type SchemaFor } from '@otelwire/core';
import { exporterSchema } from '@otelwire/core/otel';
import { graphiteClientEnvPrefixes, graphiteClientSchema } from './client/client-schema.js';
import type { GraphiteMetricExporterOptions } from './exporter-options.js';
import { wireSchema } from './wire-schema.js';

export const graphiteSchema = {
  ...wireSchema,
  ...exporterSchema,
  temporalityPreference: option({
    ...exporterSchema.temporalityPreference,
    whyDefault:
      'counters as totals, where repeats and gaps do no harm; histograms as deltas, so that percentiles are of the interval',
  }),
} as const satisfies SchemaFor<GraphiteMetricExporterOptions>;

export const graphiteEnvPrefixes = ['OTEL_EXPORTER_GRAPHITE_', 'OTELWIRE_GRAPHITE_'];

/** What the tables of the README are made of. */
export const optionTables = {
  graphite: { schema: graphiteSchema, envPrefixes: graphiteEnvPrefixes },
  'graphite-client': { schema: graphiteClientSchema, envPrefixes: graphiteClientEnvPrefixes },
};
