import {
  choice,
  connectionSchema,
  endpoint,
  integer,
  keyValues,
  option,
  type SchemaFor,
  text,
} from '@otelwire/core';
import { type DialectName, dialects } from './wire/dialect.js';
import { type TargetName, targetNames } from './wire/target.js';
import type { WireOptions } from './wire-options.js';

/** EMSGSIZE above: measured on Linux. */
const MAX_DATAGRAM_BYTES = 65_507;

const dialectNames = Object.keys(dialects) as DialectName[];

const endpointParser = endpoint({
  schemes: ['udp', 'tcp', 'tls', 'unix', 'stdout'],
  defaultPorts: { udp: 8125, tcp: 8125, tls: 8125 },
  refused: {
    unixgram:
      'Node.js has no unix datagram sockets; let the server listen on a unix stream (Datadog Agent: dogstatsd_stream_socket) or on UDP',
  },
});

export const wireSchema = {
  endpoint: option({
    type: endpointParser,
    env: 'ENDPOINT',
    default: { scheme: 'udp', host: '127.0.0.1', port: 8125 },
    describe: 'Where the server listens.',
  }),
  target: option({
    type: choice<TargetName>(targetNames),
    env: 'TARGET',
    describe: 'Which server it is: decides the dialect and which records it takes.',
  }),
  dialect: option({
    type: choice<DialectName>(dialectNames),
    env: 'DIALECT',
    describe: 'How tags are written.',
    defaultText: "the target's",
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
    describe: 'Tags of every record; an empty value makes a bare tag in DogStatsD.',
  }),
  maxPayloadBytes: option({
    type: integer({ min: 256, max: MAX_DATAGRAM_BYTES }),
    env: 'MAX_PAYLOAD_BYTES',
    describe: 'No datagram, and no frame of a unix stream, is longer.',
    defaultText:
      '1432; to this machine up to 8192, as the target reads; 8192 on unix with frames; 65507 on other streams',
    whyDefault: '1432 passes every network unfragmented',
  }),
  ...connectionSchema,
} as const satisfies SchemaFor<WireOptions>;
