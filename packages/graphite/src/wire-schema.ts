import {
  choice,
  connectionSchema,
  endpoint,
  integer,
  keyValues,
  millis,
  option,
  type SchemaFor,
  text,
} from '@otelwire/core';
import { httpHeaders } from '@otelwire/core/http';
import { pathTemplate } from './path-template-parser.js';
import type { WireOptions } from './wire-options.js';

/** carbon closes a connection on a longer frame. */
const MAX_PAYLOAD_BYTES = 1_048_576;

export const wireSchema = {
  endpoint: option({
    type: endpoint({
      schemes: ['tcp', 'tls', 'udp', 'unix', 'https', 'http', 'stdout'],
      examplePort: 2003,
      refused: {
        unixgram: 'Node.js has no unix datagram sockets; carbon-c-relay listens on a unix stream, or use UDP',
      },
    }),
    env: 'ENDPOINT',
    describe: 'Where carbon, a relay or a hosted service listens. With `http(s)://`, points go as JSON.',
    defaultText: '`tcp://127.0.0.1:2003`; of pickle `:2004`',
  }),
  protocol: option({
    type: choice(['plaintext', 'pickle']),
    env: 'PROTOCOL',
    default: 'plaintext',
    describe: 'The form of the data on a socket. Pickle goes over TCP and TLS, to a port of its own.',
  }),
  prefix: option({
    type: text(),
    env: 'PREFIX',
    default: '',
    describe: 'Put before every name, with one dot between.',
  }),
  globalTags: option({
    type: keyValues(),
    env: 'TAGS',
    default: {},
    describe: 'Tags of every series.',
  }),
  pathTemplate: option({
    type: pathTemplate(),
    env: 'PATH_TEMPLATE',
    describe:
      'Makes paths instead of tags: `{prefix}.{name}.{attr:http.route}`. Attributes without a place follow as `.key.value`, sorted.',
    defaultText: 'none: tags',
  }),
  apiKey: option({
    type: text({ mayBeEmpty: false }),
    env: 'API_KEY',
    secret: true,
    describe: 'The key of a hosted service: the first part of every path; over HTTP the bearer token.',
  }),
  headers: option({
    type: httpHeaders(),
    env: 'HEADERS',
    default: {},
    secret: true,
    describe: 'Further headers of HTTP requests.',
  }),
  intervalSeconds: option({
    type: integer({ min: 1, max: 86_400 }),
    env: 'INTERVAL_SECONDS',
    describe: 'Points are stored at multiples of it, the same in every process; HTTP requests say it.',
    defaultText: 'none: the second of the collection; over HTTP the export interval, which is 60',
  }),
  maxPayloadBytes: option({
    type: integer({ min: 256, max: MAX_PAYLOAD_BYTES }),
    env: 'MAX_PAYLOAD_BYTES',
    describe: 'No datagram, pickle frame or HTTP body is longer.',
    defaultText: '1432 for UDP, to this machine 8192; 65536 on streams; 262144 over HTTP',
    whyDefault: 'carbon reads 8192 bytes of a datagram, and 1432 pass every network in one piece',
  }),
  maxBacklogBytes: option({
    type: integer({ min: 0 }),
    env: 'MAX_BACKLOG_BYTES',
    default: 16_777_216,
    describe:
      'How much memory points may take that wait for the server, or that were sent last and may have to be sent again (up to half of it). Over it the oldest are dropped.',
    whyDefault: 'about 150,000 points; the half is more than both kernels hold of a connection',
  }),
  maxBacklogAgeMillis: option({
    type: millis({ min: 1 }),
    env: 'MAX_BACKLOG_AGE',
    default: 86_400_000,
    describe: 'Points that have waited longer are dropped.',
  }),
  resendWindowMillis: option({
    type: millis(),
    env: 'RESEND_WINDOW',
    default: 60_000,
    describe:
      'What was sent so short before the server closed the connection is sent again, since carbon keeps points in memory before they are on disk. After a reset all that is kept is. 0: nothing ever is.',
  }),
  ...connectionSchema,
} as const satisfies SchemaFor<WireOptions>;
