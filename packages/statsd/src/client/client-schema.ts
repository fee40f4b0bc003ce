import {
  aFunction,
  clientSchema,
  integer,
  millis,
  number,
  opaque,
  option,
  type SchemaFor,
  text,
} from '@otelwire/core';
import { agentAddress, datadogTags, originSchema } from '../origin-schema.js';
import { wireSchema } from '../wire-schema.js';
import type { DogStatsdClientOptions, StatsdClientOptions } from './client-options.js';
import type { ChildOptions, Tags } from './metrics.js';
import { MIN_SAMPLE_RATE } from './sample-rate.js';

const sampleRate = number({ min: MIN_SAMPLE_RATE, max: 1 });
const { debug, onError, ...times } = clientSchema;

export const statsdClientSchema = {
  ...wireSchema,
  logger: option({ ...wireSchema.logger, defaultText: 'none' }),
  sampleRate: option({
    type: sampleRate,
    env: 'SAMPLE_RATE',
    default: 1,
    describe: 'The share of calls that is sent when a call does not say.',
  }),
  ...times,
  aggregationIntervalMillis: option({
    type: millis(),
    env: 'AGGREGATION_INTERVAL',
    default: 0,
    describe:
      'How long the counts, gauges and sets of a series are added up before one record of them is written; 0: each call is a record.',
    whyDefault: 'a process that ends without `close` loses what was not written',
  }),
  connections: option({
    type: integer({ min: 1, max: 64 }),
    env: 'CONNECTIONS',
    default: 1,
    describe: 'How many TCP, TLS or unix connections share the work. UDP needs one socket only.',
    whyDefault: 'records of one connection arrive in their order, those of several do not',
  }),
  debug,
  onError,
  maxHeldSeries: option({
    type: integer({ min: 0 }),
    env: 'MAX_HELD_SERIES',
    default: 100_000,
    describe: 'How many series are held at the most while the server is away.',
  }),
  random: option({
    type: aFunction<() => number>('a function without arguments'),
    describe: 'Where sampling takes its random numbers from, for tests.',
    defaultText: '`Math.random`',
  }),
} as const satisfies SchemaFor<StatsdClientOptions>;

export const dogstatsdClientSchema = {
  ...statsdClientSchema,
  endpoint: option({ ...wireSchema.endpoint, foreignEnv: ['DD_DOGSTATSD_URL', agentAddress] }),
  target: option({ ...wireSchema.target, default: 'datadog-agent' }),
  globalTags: option({ ...wireSchema.globalTags, foreignEnv: [datadogTags] }),
  ...originSchema,
  env: option({ ...originSchema.env, defaultText: 'none' }),
  service: option({ ...originSchema.service, defaultText: 'none' }),
  version: option({ ...originSchema.version, defaultText: 'none' }),
} as const satisfies SchemaFor<DogStatsdClientOptions>;

export const childSchema = {
  prefix: option({ type: text(), default: '', describe: "Put behind the parent's prefix." }),
  tags: option({
    type: opaque<Tags>(
      'an object or an array of tags',
      (value): value is Tags => typeof value === 'object' && value !== null,
    ),
    describe: 'Tags of every record.',
  }),
  sampleRate: option({ type: sampleRate, describe: 'The share of calls that is sent.' }),
} as const satisfies SchemaFor<ChildOptions>;

/** Shared with the exporters, which read these names too. */
export const statsdClientEnvPrefixes = ['OTELWIRE_STATSD_'];
export const dogstatsdClientEnvPrefixes = ['OTELWIRE_DOGSTATSD_'];
