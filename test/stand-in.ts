import {
  createGraphiteReceiver,
  createInitialStateReceiver,
  createStatHatReceiver,
  createStatsdReceiver,
  createStrideReceiver,
  type KeptRequest,
} from '@otelwire/sandbox';
import { testCertificate } from '../packages/sandbox/test/listen/certificate.ts';

/** A receiver in the place of the server that a program sends to. */
interface StandIn {
  readonly endpoint: string;
  /** Lines; over HTTP requests, as `POST /path   body`. */
  readonly received: readonly string[];
  /** What it did not take. */
  readonly refused: readonly unknown[];
  /** What a program finds in its environment. */
  readonly variables: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

interface LineReceiver {
  readonly endpoints: object;
  on(event: 'record', callback: (parsed: never, line: string) => void): unknown;
  on(event: 'badLine', callback: (badLine: unknown) => void): unknown;
  close(): Promise<void>;
}

interface HttpReceiver {
  readonly endpoints: { readonly http: string };
  on(event: 'request', callback: (request: KeptRequest) => void): unknown;
  on(event: 'badRequest', callback: (badRequest: unknown) => void): unknown;
  close(): Promise<void>;
}

async function takingLines(opening: Promise<LineReceiver>): Promise<StandIn> {
  const receiver = await opening;
  const received: string[] = [];
  const refused: unknown[] = [];
  receiver.on('record', (_parsed, line) => received.push(line));
  receiver.on('badLine', (badLine) => refused.push(badLine));
  const [endpoint] = Object.values<string>({ ...receiver.endpoints });
  const variables = { DD_DOGSTATSD_URL: endpoint!, DD_ORIGIN_DETECTION_ENABLED: 'false' };
  return { endpoint: endpoint!, received, refused, variables, close: () => receiver.close() };
}

/** `name` is that of its variables, `key` of the one that has the key. */
async function takingRequests(opening: Promise<HttpReceiver>, name: string, key: string): Promise<StandIn> {
  const receiver = await opening;
  const received: string[] = [];
  const refused: unknown[] = [];
  receiver.on('request', ({ method, path, body }) => received.push(`${method} ${path}   ${body}`.trim()));
  receiver.on('badRequest', (badRequest) => refused.push(badRequest));
  const endpoint = receiver.endpoints.http;
  const prefixes = ['OTEL_EXPORTER_', 'OTELWIRE_'];
  const variables = prefixes.flatMap((prefix) => [
    [`${prefix}${name}_ENDPOINT`, endpoint],
    [`${prefix}${name}_${key}`, 'KEY'],
  ]);
  return {
    endpoint,
    received,
    refused,
    variables: Object.fromEntries(variables),
    close: () => receiver.close(),
  };
}

/** For programs that leave it to the environment where their metrics go. */
async function takingByVariables(): Promise<StandIn> {
  const standIn = await takingLines(createStatsdReceiver({ dialect: 'plain' }));
  const variables = { OTEL_METRICS_EXPORTER: 'statsd', OTEL_EXPORTER_STATSD_ENDPOINT: standIn.endpoint };
  return { ...standIn, variables };
}

/** Who stands in for the server of a program: the first one whose words it has. */
const choices: readonly (readonly [words: RegExp, open: () => Promise<StandIn>])[] = [
  [/@otelwire\/register/, takingByVariables],
  [/@otelwire\/stathat/, () => takingRequests(createStatHatReceiver(), 'STATHAT', 'EZ_KEY')],
  [/@otelwire\/stride/, () => takingRequests(createStrideReceiver(), 'STRIDE', 'API_KEY')],
  [
    /@otelwire\/initial-state/,
    () => takingRequests(createInitialStateReceiver(), 'INITIALSTATE', 'ACCESS_KEY'),
  ],
  [/DogStatsd/, () => takingLines(createStatsdReceiver({ dialect: 'dogstatsd' }))],
  [/Statsd/, () => takingLines(createStatsdReceiver({ dialect: 'plain' }))],
  [/protocol: 'pickle'/, () => takingLines(createGraphiteReceiver({ pickle: true }))],
  [/'udp:/, () => takingLines(createGraphiteReceiver({ udp: true }))],
  [/'tls:/, () => takingLines(createGraphiteReceiver({ tcp: testCertificate }))],
  [
    /'https:/,
    () => {
      const http = { ...testCertificate, authorization: 'Bearer USER:TOKEN' };
      return takingLines(createGraphiteReceiver({ http }));
    },
  ],
  [/^/, () => takingLines(createGraphiteReceiver())],
];

/** Opens a receiver of the kind that a program sends to. */
export async function standInFor(program: string): Promise<StandIn> {
  const [, open] = choices.find(([words]) => words.test(program))!;
  return open();
}
