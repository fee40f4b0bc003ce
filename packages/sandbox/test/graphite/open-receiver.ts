import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { GraphiteReceiverOptions } from '../../src/graphite/options.ts';
import type { GraphiteReceiver } from '../../src/graphite/receiver.ts';
import { createGraphiteReceiver } from '../../src/graphite/receiver.ts';
import { testCertificate } from '../listen/certificate.ts';
import { socketPath } from '../statsd/open-receiver.ts';
import { frameOf, pickleOf } from './pickle/encoder.ts';

/** A receiver that is closed when the test ends. */
export async function openReceiver(options?: GraphiteReceiverOptions): Promise<GraphiteReceiver> {
  const receiver = await createGraphiteReceiver(options);
  onTestFinished(() => receiver.close());
  return receiver;
}

/** A way to carry points in a stream. */
export interface PointStream {
  readonly options: () => GraphiteReceiverOptions;
  /** The point `a.b 1.5` at a second. */
  payload(seconds: number): Buffer;
}

const line = (seconds: number) => Buffer.from(`a.b 1.5 ${seconds}\n`);
const pickle = (seconds: number) => frameOf(pickleOf([['a.b', seconds, 1.5]]));

/** The ways to carry points in a stream, by the name of their endpoint. */
export const pointStreams: readonly (readonly [name: string, stream: PointStream])[] = [
  ['tcp', { options: () => ({ tcp: true }), payload: line }],
  ['tls', { options: () => ({ tcp: testCertificate }), payload: line }],
  ['unix', { options: () => ({ unix: { path: socketPath() } }), payload: line }],
  ['pickle', { options: () => ({ pickle: true }), payload: pickle }],
  ['pickleTls', { options: () => ({ pickle: testCertificate }), payload: pickle }],
];

/** What a server answered. */
export interface Answered {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** A point as Grafana Cloud takes it. */
export const jsonPoint = { name: 'a.b', interval: 10, value: 1.5, time: 10 };

/** Posts points over a connection of its own. */
export async function postPoints(
  endpoint: string,
  points: unknown = [jsonPoint],
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  const request = endpoint.startsWith('https:') ? requestHttps : requestHttp;
  const outgoing = request(endpoint, {
    method: 'POST',
    agent: false,
    ca: testCertificate.cert,
    headers: { 'content-type': 'application/json', ...headers },
  });
  return new Promise((resolve, reject) => {
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      text(response).then((body) => {
        resolve({ status: response.statusCode, headers: response.headers, body });
      }, reject);
    });
    outgoing.end(JSON.stringify(points));
  });
}
