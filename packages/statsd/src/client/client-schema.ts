import {
  boolean,
  integer,
  millis,
  number,
  opaque,
  option,
  type Parser,
  type SchemaFor,
  text,
} from '@otelwire/core';
import { agentAddress, datadogTags, originSchema } from '../origin-schema.js';
import { wireSchema } from '../wire-schema.js';
import type { DogStatsdClientOptions, StatsdClientOptions } from './client-options.js';
import type { ChildOptions, Tags } from './metrics.js';
import { MIN_SAMPLE_RATE } from './sample-rate.js';

type Debug = boolean | ((record: string) => void);

function aFunction<Value extends (...args: never[]) => unknown>(allowed: string): Parser<Value> {
  return opaque(allowed, (value): value is Value => typeof value === 'function');
}

function debugSwitch(): Parser<Debug> {
  const flag = boolean();
  const shown = aFunction<(record: string) => void>('a function of the record');
  const allowed = `${flag.allowed}, or ${shown.allowed}`;
  return {
    allowed,
    allowedText: flag.allowed,
    fromCode(value) {
      if (typeof value === 'function') return shown.fromCode(value);
      return typeof value === 'boolean' ? { value } : { problem: `expected ${allowed}` };
    },
    fromText: flag.fromText,
  };
}

const sampleRate = number({ min: MIN_SAMPLE_RATE, max: 1 });

export const statsdClientSchema = {
  ...wireSchema,
  logger: option({ ...wireSchema.logger, defaultText: 'none' }),
  sampleRate: option({
    type: sampleRate,
    env: 'SAMPLE_RATE',
    default: 1,
    describe: 'The share of calls that is sent when a call does not say.',
  }),
  flushIntervalMillis: option({
    type: millis(),
    env: 'FLUSH_INTERVAL',
    default: 100,
    describe: 'How long a record waits at the most for others to be sent along with it.',
  }),
  timeoutMillis: option({
    type: millis(),
    env: 'TIMEOUT',
    default: 10_000,
    describe: 'How long one attempt to send may take; what is not sent by then is held. 0 means a minute.',
    whyDefault: 'a server that takes nothing for so long is as good as away',
  }),
  closeTimeoutMillis: option({
    type: millis(),
    env: 'CLOSE_TIMEOUT',
    default: 5000,
    describe: 'How long `close` goes on sending what was written.',
  }),
  connections: option({
    type: integer({ min: 1, max: 64 }),
    env: 'CONNECTIONS',
    default: 1,
    describe: 'How many TCP, TLS or unix connections share the work. UDP needs one socket only.',
    whyDefault: 'records of one connection arrive in their order, those of several do not',
  }),
  debug: option({
    type: debugSwitch(),
    env: 'DEBUG',
    default: false,
    describe:
      'Shows each record that is written: `true` on the standard error, or a function of yours gets it.',
  }),
  onError: option({
    type: aFunction<NonNullable<StatsdClientOptions['onError']>>('a function of the error'),
    describe: 'Called once an outage when the server is away, and when records were given up because of it.',
  }),
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
