import { boolean, clientSchema, having, option, type SchemaFor } from '@otelwire/core';
import type { HttpDispatcher } from '@otelwire/core/http';
import { wireSchema } from '../wire-schema.js';
import type {
  StatHatClassicClientOptions,
  StatHatClientOptions,
  StatHatEzClientOptions,
} from './client-options.js';

const sharedSchema = {
  endpoint: wireSchema.endpoint,
  dialect: wireSchema.dialect,
  headers: wireSchema.headers,
  ignoreErrors: option({
    type: boolean(),
    env: 'IGNORE_ERRORS',
    default: false,
    describe: 'Whether an awaited call resolves to false instead of rejecting with a `StatHatError`.',
  }),
  maxBacklogBytes: option({
    ...wireSchema.maxBacklogBytes,
    default: 4_194_304,
    describe:
      'How much memory points may take that wait for the server, counts and values each. Over it the oldest are dropped.',
    whyDefault: 'about 50,000 points in bulk, and 6,000 as forms',
  }),
  maxBacklogAgeMillis: wireSchema.maxBacklogAgeMillis,
  connectTimeoutMillis: wireSchema.connectTimeoutMillis,
  tls: wireSchema.tls,
  transport: wireSchema.transport,
  clock: wireSchema.clock,
  logger: option({ ...wireSchema.logger, defaultText: 'none' }),
  dispatcher: option({
    type: having<HttpDispatcher>('a dispatcher of undici', 'request'),
    describe: 'Your own way to the server: an undici agent of any version. It is never closed.',
  }),
  ...clientSchema,
  flushIntervalMillis: option({
    ...clientSchema.flushIntervalMillis,
    default: 1000,
    whyDefault: 'the finest resolution of the service is a minute',
  }),
} as const satisfies SchemaFor<StatHatClientOptions>;

export const statHatEzClientSchema = {
  ezKey: option({ ...wireSchema.ezKey, required: true, defaultText: 'has to be given' }),
  bulk: option({
    ...wireSchema.bulk,
    describe: 'Whether many points share a request, as JSON; else each is a form of its own.',
  }),
  maxItems: option({ ...wireSchema.maxItems, describe: 'No request has more points.' }),
  ...sharedSchema,
} as const satisfies SchemaFor<StatHatEzClientOptions>;

export const statHatClassicClientSchema = {
  userKey: option({
    ...wireSchema.userKey,
    required: true,
    describe: 'The user key of the account. The keys of stats come with the calls.',
    defaultText: 'has to be given',
  }),
  ...sharedSchema,
} as const satisfies SchemaFor<StatHatClassicClientOptions>;

/** Shared with the exporter, which reads these names too. */
export const statHatClientEnvPrefixes = ['OTELWIRE_STATHAT_'];
