import { boolean, choice, integer, option, type SchemaFor } from '@otelwire/core';
import { exporterSchema } from '@otelwire/core/otel';
import {
  dogstatsdClientEnvPrefixes,
  dogstatsdClientSchema,
  statsdClientEnvPrefixes,
  statsdClientSchema,
} from './client/client-schema.js';
import type { HistogramMode } from './exporter/wire-settings.js';
import type { DogStatsdMetricExporterOptions, StatsdMetricExporterOptions } from './exporter-options.js';
import { agentAddress, datadogTags, originSchema } from './origin-schema.js';
import { wireSchema } from './wire-schema.js';

const histogramModes = ['summary', 'timers', 'distributions'] as const satisfies readonly HistogramMode[];

const { percentiles, ...common } = exporterSchema;

export const statsdSchema = {
  ...wireSchema,
  histograms: option({
    type: choice<HistogramMode>(histogramModes),
    env: 'HISTOGRAMS',
    default: 'summary',
    describe:
      'What a histogram becomes: `summary` (count, sum, min, max, avg, percentiles), `timers` (weighted `ms` samples), `distributions` (weighted `d` samples, where the target takes them).',
  }),
  percentiles: option({ ...percentiles, describe: 'The percentiles of a summary.' }),
  timestamps: option({
    type: boolean(),
    env: 'TIMESTAMPS',
    default: false,
    describe: 'Whether counters and gauges carry the time of their collection, where the target takes it.',
    whyDefault:
      'the Agent lets points of one second overwrite each other, so each process needs tags of its own then',
  }),
  ...common,
  temporalityPreference: option({
    ...common.temporalityPreference,
    whyDefault:
      'counters and histograms as deltas, which the server adds up; gauges and up-down counters as levels',
  }),
  maxHeldSeries: option({
    type: integer({ min: 0 }),
    env: 'MAX_HELD_SERIES',
    default: 100_000,
    describe: 'How many series are held at the most while the server is away.',
  }),
} as const satisfies SchemaFor<StatsdMetricExporterOptions>;

export const dogstatsdSchema = {
  ...statsdSchema,
  endpoint: option({ ...wireSchema.endpoint, foreignEnv: ['DD_DOGSTATSD_URL', agentAddress] }),
  target: option({ ...wireSchema.target, default: 'datadog-agent' }),
  globalTags: option({ ...wireSchema.globalTags, foreignEnv: [datadogTags] }),
  histograms: option({
    ...statsdSchema.histograms,
    default: undefined,
    defaultText: '`distributions` where the target takes them, else `summary`',
  }),
  ...originSchema,
} as const satisfies SchemaFor<DogStatsdMetricExporterOptions>;

export const statsdEnvPrefixes = ['OTEL_EXPORTER_STATSD_', 'OTELWIRE_STATSD_'];
export const dogstatsdEnvPrefixes = ['OTEL_EXPORTER_DOGSTATSD_', 'OTELWIRE_DOGSTATSD_'];

/** What the tables of the README are made of. */
export const optionTables = {
  statsd: { schema: statsdSchema, envPrefixes: statsdEnvPrefixes },
  dogstatsd: { schema: dogstatsdSchema, envPrefixes: dogstatsdEnvPrefixes },
  'statsd-client': { schema: statsdClientSchema, envPrefixes: statsdClientEnvPrefixes },
  'dogstatsd-client': { schema: dogstatsdClientSchema, envPrefixes: dogstatsdClientEnvPrefixes },
};
