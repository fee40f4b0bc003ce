import {
  aFunction,
  boolean,
  clientSchema,
  having,
  integer,
  option,
  type RuleProblem,
  type SchemaFor,
  text,
  type Values,
} from '@otelwire/core';
import type { HttpDispatcher } from '@otelwire/core/http';
import { wireSchema } from '../wire-schema.js';
import type { InitialStateStreamerOptions } from './client-options.js';
import { iniVariables } from './ini-file.js';

const { transport: _transport, ...sharedSchema } = wireSchema;
const { debug: _debug, ...streamerSchema } = clientSchema;

export const initialStateStreamerSchema = {
  ...sharedSchema,
  endpoint: option({ ...wireSchema.endpoint, foreignEnv: [iniVariables.endpoint] }),
  accessKey: option({
    ...wireSchema.accessKey,
    foreignEnv: [iniVariables.accessKey],
    describe: 'The key of the account, needed unless `offline`.',
  }),
  bucketName: option({
    ...wireSchema.bucketName,
    foreignEnv: [iniVariables.bucketName],
    defaultText: 'the key; without that, a new bucket for each streamer',
  }),
  tls: option({
    ...wireSchema.tls,
    describe: 'Certificates and the like for `https://`, as `tls.connect` takes them.',
  }),
  logger: option({ ...wireSchema.logger, defaultText: 'none' }),
  bufferSize: option({
    type: integer({ min: 1 }),
    env: 'BUFFER_SIZE',
    default: 10,
    describe: 'So many events are sent at once; fewer wait for `flushIntervalMillis`.',
  }),
  debugLevel: option({
    type: integer({ min: 0, max: 3 }),
    env: 'DEBUG_LEVEL',
    default: 0,
    describe:
      '1 shows each event. 2 shows also what becomes of them, and throws what goes wrong: from the call, or from the next `flush` or `close`. 3 shows also the bodies of requests.',
  }),
  onDebug: option({
    type: aFunction<(line: string) => void>('a function of the line'),
    describe: 'Gets what `debugLevel` shows.',
    defaultText: 'the standard error',
  }),
  offline: option({
    type: boolean(),
    env: 'OFFLINE',
    foreignEnv: [iniVariables.offline],
    default: false,
    describe: 'Whether events go to a file instead of the server.',
  }),
  offlineFile: option({
    type: text({ mayBeEmpty: false }),
    env: 'OFFLINE_FILE',
    foreignEnv: [iniVariables.offlineFile],
    default: './isstreamer_out.csv',
    describe: 'The file of `offline`: rows of epoch, key and value. It is begun anew by the first event.',
  }),
  iniFile: option({
    type: text(),
    env: 'INI_FILE',
    describe: "A file of ISStreamer's with options; an empty text for none.",
    defaultText: '`~/isstreamer.ini`, else `./isstreamer.ini`, where there is one',
  }),
  dispatcher: option({
    type: having<HttpDispatcher>('a dispatcher of undici', 'request'),
    describe: 'Your own way to the server: an undici agent of any version. It is never closed.',
  }),
  ...streamerSchema,
  flushIntervalMillis: option({
    ...clientSchema.flushIntervalMillis,
    default: 1000,
    whyDefault: 'an account has few requests a second',
  }),
} as const satisfies SchemaFor<InitialStateStreamerOptions>;

export type StreamerValues = Values<typeof initialStateStreamerSchema>;

/** What `setBucket` takes. */
export const bucketSchema = {
  bucketKey: option({ ...wireSchema.bucketKey }),
  bucketName: option({ ...wireSchema.bucketName }),
} as const;

/** Shared with the exporter, which reads these names too. */
export const initialStateClientEnvPrefixes = ['OTELWIRE_INITIALSTATE_'];

/** What the options say against each other. */
export function streamerRules({
  accessKey,
  offline,
}: StreamerValues): RuleProblem<typeof initialStateStreamerSchema>[] {
  if (accessKey !== undefined || offline) return [];
  return [
    'accessKey is missing: give it in code, set OTELWIRE_INITIALSTATE_ACCESS_KEY, or put access_key into isstreamer.ini',
  ];
}
