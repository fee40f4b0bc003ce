import {
  boolean,
  clientSchema,
  connectionSchema,
  endpoint,
  having,
  integer,
  millis,
  option,
  type SchemaFor,
  text,
  type Values,
} from '@otelwire/core';
import { type HttpDispatcher, httpHeaders } from '@otelwire/core/http';
import type { StrideClientOptions, StrideCollectorOptions } from './client-options.js';

const { transport: _transport, logger, tls, ...wayOptions } = connectionSchema;
const { debug: _debug, ...sendingOptions } = clientSchema;

const sharedSchema = {
  apiKey: option({
    type: text({ mayBeEmpty: false }),
    env: 'API_KEY',
    secret: true,
    required: true,
    describe: 'The key of the server.',
    defaultText: 'has to be given',
  }),
  endpoint: option({
    type: endpoint({ schemes: ['https', 'http'] }),
    env: 'ENDPOINT',
    required: true,
    describe: 'The server, with the path that all its URLs have.',
    defaultText: 'has to be given, as the service is gone',
  }),
  headers: option({
    type: httpHeaders(),
    env: 'HEADERS',
    default: {},
    secret: true,
    describe: 'Further headers of requests.',
  }),
  gzip: option({
    type: boolean(),
    env: 'GZIP',
    default: true,
    describe: 'Whether events are sent in gzip, from 1 KiB on.',
  }),
  dispatcher: option({
    type: having<HttpDispatcher>('a dispatcher of undici', 'request'),
    describe: 'Your own way to the server: an undici agent of any version. It is never closed.',
  }),
  ...wayOptions,
  tls: option({ ...tls, describe: 'Certificates and the like for `https://`, as `tls.connect` takes them.' }),
} as const;

export const strideClientSchema = {
  ...sharedSchema,
  timeoutMillis: option({
    type: millis({ min: 1 }),
    env: 'TIMEOUT',
    default: 30_000,
    describe: 'How long a call may take, and how long a subscription may take to begin.',
    whyDefault: 'that of pystride: queries take their time',
  }),
} as const satisfies SchemaFor<StrideClientOptions>;

export const strideCollectorSchema = {
  ...sharedSchema,
  batchSize: option({
    type: integer({ min: 1, max: 100_000 }),
    env: 'BATCH_SIZE',
    default: 1000,
    describe: 'No request has more events; as soon as there are so many, they are sent.',
  }),
  timestamps: option({
    type: boolean(),
    env: 'TIMESTAMPS',
    default: false,
    describe:
      'Whether events without a `$timestamp` get the time of their `collect`; then they may be sent again.',
  }),
  maxBacklogBytes: option({
    type: integer({ min: 0 }),
    env: 'MAX_BACKLOG_BYTES',
    default: 16_777_216,
    describe: 'How much memory events may take that wait for the server. Over it the oldest are dropped.',
  }),
  maxBacklogAgeMillis: option({
    type: millis({ min: 1 }),
    env: 'MAX_BACKLOG_AGE',
    default: 86_400_000,
    describe: 'Events that have waited longer are dropped.',
  }),
  logger: option({ ...logger, defaultText: 'none' }),
  ...sendingOptions,
  flushIntervalMillis: option({
    ...sendingOptions.flushIntervalMillis,
    default: 250,
    describe: 'How long an event waits at the most for others to be sent along with it.',
  }),
} as const satisfies SchemaFor<StrideCollectorOptions>;

export type ClientValues = Values<typeof strideClientSchema>;
export type CollectorValues = Values<typeof strideCollectorSchema>;

/** Shared with the exporter, which reads these names too. */
export const strideClientEnvPrefixes = ['OTELWIRE_STRIDE_'];
