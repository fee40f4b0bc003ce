import type { AggregationTemporalitySelector } from '@opentelemetry/sdk-metrics';
import {
  boolean,
  choice,
  integer,
  list,
  listOf,
  listOrAll,
  millis,
  number,
  opaque,
  option,
  type Parser,
  type SchemaFor,
} from '@otelwire/core';
import {
  histogramAggregations,
  type TemporalityPreference,
  temporalityPreferences,
} from '@otelwire/core/otel';
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

/** One of the words, or a function of the instrument type that code gives. */
function temporality(): Parser<TemporalityPreference | AggregationTemporalitySelector> {
  const word = choice(temporalityPreferences);
  const selector = opaque<AggregationTemporalitySelector>(
    'a function of the instrument type',
    (value): value is AggregationTemporalitySelector => typeof value === 'function',
  );
  const allowed = `${word.allowed}, or ${selector.allowed}`;
  return {
    allowed,
    fromCode(value) {
      const parsed = typeof value === 'function' ? selector.fromCode(value) : word.fromCode(value);
      return 'value' in parsed ? parsed : { problem: `expected ${allowed}` };
    },
    fromText: word.fromText,
  };
}

export const statsdSchema = {
  ...wireSchema,
  histograms: option({
    type: choice<HistogramMode>(histogramModes),
    env: 'HISTOGRAMS',
    default: 'summary',
    describe:
      'What a histogram becomes: `summary` (count, sum, min, max, avg, percentiles), `timers` (weighted `ms` samples), `distributions` (weighted `d` samples, where the target takes them).',
  }),
  percentiles: option({
    type: listOf(number({ min: 0, max: 100 })),
    env: 'PERCENTILES',
    default: [50, 95, 99],
    describe: 'The percentiles of a summary.',
  }),
  timestamps: option({
    type: boolean(),
    env: 'TIMESTAMPS',
    default: false,
    describe: 'Whether counters and gauges carry the time of their collection, where the target takes it.',
    whyDefault:
      'the Agent lets points of one second overwrite each other, so each process needs tags of its own then',
  }),
  attributes: {
    include: option({
      type: list(),
      env: 'ATTRIBUTES_INCLUDE',
      describe: 'Only attributes whose keys match become tags; `*` stands for any characters.',
      defaultText: 'all',
    }),
    exclude: option({
      type: list(),
      env: 'ATTRIBUTES_EXCLUDE',
      describe: 'Attributes whose keys match never become tags.',
      defaultText: 'none',
    }),
  },
  resourceAttributes: option({
    type: listOrAll(),
    env: 'RESOURCE_ATTRIBUTES',
    default: [],
    describe:
      "Attributes of the resource that become tags, apart from the service's name, version and environment.",
  }),
  temporalityPreference: option({
    type: temporality(),
    env: 'TEMPORALITY_PREFERENCE',
    default: 'backend',
    describe:
      'Which temporality is asked of the SDK; the other words mean what they mean to the OTLP exporters.',
    whyDefault:
      'counters and histograms as deltas, which the server adds up; gauges and up-down counters as levels',
  }),
  histogramAggregation: option({
    type: choice(histogramAggregations),
    env: 'HISTOGRAM_AGGREGATION',
    default: 'base2_exponential_bucket_histogram',
    describe: 'How the SDK is asked to aggregate histograms.',
    whyDefault: 'the default explicit buckets tell nothing of values in seconds',
  }),
  timeoutMillis: option({
    type: millis({ min: 1 }),
    env: 'TIMEOUT',
    default: 10_000,
    describe: 'How long one export may take, in milliseconds; what is not sent by then is held.',
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
