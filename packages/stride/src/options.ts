import {
  boolean,
  choice,
  connectionSchema,
  endpoint,
  having,
  integer,
  millis,
  option,
  type SchemaFor,
  text,
} from '@otelwire/core';
import { type HttpDispatcher, httpHeaders } from '@otelwire/core/http';
import { exporterSchema } from '@otelwire/core/otel';
import {
  strideClientEnvPrefixes,
  strideClientSchema,
  strideCollectorSchema,
} from './client/client-schema.js';
import type { StrideMetricExporterOptions } from './exporter-options.js';
import { fieldNameChanges } from './field-names-parser.js';
import { bodies } from './wire/body.js';
import { isPath } from './wire/request-url.js';
import { STREAM_NAME } from './wire/stream-name.js';

const { percentiles: _, processAttribute: __, ...mappingSchema } = exporterSchema;

export const strideSchema = {
  endpoint: option({
    type: endpoint({ schemes: ['https', 'http'] }),
    env: 'ENDPOINT',
    describe:
      'The server, with the path that all its URLs have. A user and password in it are sent as `Authorization: Basic`.',
    defaultText: 'has to be given, as the service is gone',
  }),
  apiKey: option({
    type: text({ mayBeEmpty: false }),
    env: 'API_KEY',
    secret: true,
    describe: 'The key of the server.',
  }),
  auth: option({
    type: choice(['basic', 'bearer', 'none']),
    env: 'AUTH',
    describe: 'How the key is sent: `basic` as the user, with no password; `bearer` as a token.',
    defaultText: '`basic` with an `apiKey`, else `none`',
  }),
  headers: option({
    type: httpHeaders(),
    env: 'HEADERS',
    default: {},
    secret: true,
    describe: 'Further headers of all requests.',
  }),
  path: option({
    type: text({
      allowed: 'a path that begins with /, with or without a query and {stream}; or empty',
      check: isPath,
    }),
    env: 'PATH',
    describe:
      'Follows the path of the endpoint. `{stream}` stands for the stream; a query may follow. Empty in code: the endpoint is all.',
    defaultText: '`/collect/{stream}`; of `multi-stream` `/collect`',
  }),
  body: option({
    type: choice(bodies),
    env: 'BODY',
    describe:
      '`json-array`: `[event,…]`. `ndjson`: an event a line. `multi-stream`: `{"stream":[event,…],…}`.',
    defaultText: '`json-array`; with `streamPerMetric` `multi-stream`',
  }),
  stream: option({
    type: text({
      allowed: 'a letter, and then letters, digits and _',
      check: (name) => STREAM_NAME.test(name),
    }),
    env: 'STREAM',
    default: 'otel_metrics',
    describe: 'The stream of all events.',
  }),
  streamPerMetric: option({
    type: boolean(),
    env: 'STREAM_PER_METRIC',
    default: false,
    describe:
      'Gives each metric a stream of its own: `http.server.duration` goes to `http_server_duration`. Needs `multi-stream`.',
  }),
  fieldNames: option({
    type: fieldNameChanges(),
    env: 'FIELD_NAMES',
    default: {},
    describe: 'Other names for the parts of an event: `{ timestamp: "ts", id: "event_id" }`.',
    defaultText: 'those of the table below',
  }),
  flatten: option({
    type: boolean(),
    env: 'FLATTEN',
    default: false,
    describe: 'Makes each attribute a field of the event: `attr_http_route`.',
  }),
  prefix: option({
    type: text(),
    env: 'PREFIX',
    default: '',
    describe: 'Put before every name, with one dot between.',
  }),
  gzip: option({
    type: boolean(),
    env: 'GZIP',
    default: true,
    describe: 'Whether bodies from 1 KiB on are sent in gzip.',
    whyDefault: 'events are a tenth as long then; set it to false for a server that answers 400 or 415 to it',
  }),
  maxEvents: option({
    type: integer({ min: 1, max: 100_000 }),
    env: 'MAX_EVENTS',
    default: 1000,
    describe: 'No request has more events.',
  }),
  maxPayloadBytes: option({
    type: integer({ min: 4096, max: 16_777_216 }),
    env: 'MAX_PAYLOAD_BYTES',
    default: 1_048_576,
    describe: 'No body is longer, before gzip. A longer event is dropped (`too_large`).',
  }),
  maxBacklogBytes: option({
    type: integer({ min: 0 }),
    env: 'MAX_BACKLOG_BYTES',
    default: 16_777_216,
    describe: 'How much memory events may take that wait for the server. Over it the oldest are dropped.',
    whyDefault:
      "about 37,000 events without buckets: memory is the application's, and a spool is for long outages",
  }),
  maxBacklogAgeMillis: option({
    type: millis({ min: 1 }),
    env: 'MAX_BACKLOG_AGE',
    default: 86_400_000,
    describe: 'Events that have waited longer are dropped.',
  }),
  ...connectionSchema,
  dispatcher: option({
    type: having<HttpDispatcher>('a dispatcher of undici', 'request'),
    describe: 'Your own way to the server: an undici agent of any version. It is never closed.',
  }),
  ...mappingSchema,
  temporalityPreference: option({
    ...exporterSchema.temporalityPreference,
    whyDefault: 'counters and histograms as deltas, so that a query adds them up; levels as they are',
  }),
} as const satisfies SchemaFor<StrideMetricExporterOptions>;

export const strideEnvPrefixes = ['OTEL_EXPORTER_STRIDE_', 'OTELWIRE_STRIDE_'];

/** What the tables of the README are made of. */
export const optionTables = {
  stride: { schema: strideSchema, envPrefixes: strideEnvPrefixes },
  'stride-client': { schema: strideClientSchema, envPrefixes: strideClientEnvPrefixes },
  'stride-collector': { schema: strideCollectorSchema, envPrefixes: strideClientEnvPrefixes },
};
