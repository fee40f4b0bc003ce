import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { createSandbox } from '../../src/create-sandbox.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';

const now = () => Math.floor(Date.now() / 1000);

/** Sends lines in one datagram. */
export function sendUdp(endpoint: string, text: string): Promise<void> {
  const { hostname, port } = new URL(endpoint);
  const socket = createSocket('udp4');
  return new Promise((resolve) => {
    socket.send(text, Number(port), hostname, () => socket.close(resolve));
  });
}

export function sendTcp(endpoint: string, text: string): void {
  const { hostname, port } = new URL(endpoint);
  connect(Number(port), hostname).end(text);
}

async function post(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const type = { 'content-type': 'application/json' };
  await fetch(url, { method: 'POST', body: JSON.stringify(body), headers: { ...type, ...headers } });
}

/** A sandbox that has been told something of each backend. */
export async function createFilled(): Promise<Sandbox> {
  const sandbox = await createSandbox();
  const { endpoints, receivers } = sandbox;
  await sendUdp(
    endpoints.statsd,
    'hits:2|c\nhits:3|c\nload:7|g\nwho:ann|s\nwho:bob|s\ntook:10|ms|@0.5\ntook:30|ms',
  );
  await sendUdp(endpoints.dogstatsd, 'hits:4|c|#env:test,host:a');
  sendTcp(endpoints.graphite, `room.heat;floor=2 21.5 ${now()}\nroom.heat;floor=2 20 ${now() - 60}\n`);
  await fetch(`${endpoints.stathat}/ez?ezkey=k&stat=sales&count=3`);
  await fetch(`${endpoints.stathat}/ez?ezkey=k&stat=heat&value=21`);
  const key = { authorization: `Basic ${btoa('key:')}` };
  const sum = { name: 'sold', type: 'sum', temporality: 'delta', value: 2, attributes: { kind: 'rye' } };
  await post(
    `${endpoints.stride}/collect/metrics`,
    [
      { ...sum, $id: 'a' },
      { ...sum, $id: 'a' },
      { ...sum, $id: 'b' },
    ],
    key,
  );
  const account = { 'x-is-accesskey': 'k', 'accept-version': '~0', 'x-is-bucketkey': 'oven' };
  await post(`${endpoints.initialstate}/buckets`, { bucketKey: 'oven', bucketName: 'oven' }, account);
  await post(`${endpoints.initialstate}/events`, [{ key: 'state', value: 'hot' }], account);
  await post(endpoints.otlp, otlpRequest);
  await receivers.statsd.waitFor(({ recordCount }) => recordCount === 7);
  await receivers.dogstatsd.waitFor(({ recordCount }) => recordCount === 1);
  await receivers.graphite.waitFor(({ pointCount }) => pointCount === 2);
  return sandbox;
}

const times = { startTimeUnixNano: '1700000000000000000', timeUnixNano: '1700000001000000000' };
const attributes = [{ key: 'kind', value: { stringValue: 'rye' } }];
const histogram = {
  ...times,
  count: '3',
  sum: 60,
  bucketCounts: ['1', '2'],
  explicitBounds: [10],
  attributes,
};
const metrics = [
  {
    name: 'loaves',
    sum: { aggregationTemporality: 2, isMonotonic: true, dataPoints: [{ ...times, asInt: '5', attributes }] },
  },
  { name: 'heat', gauge: { dataPoints: [{ ...times, asDouble: 21.5 }] } },
  { name: 'took', histogram: { aggregationTemporality: 1, dataPoints: [histogram] } },
];
const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'bakery' } }] };
const otlpRequest = { resourceMetrics: [{ resource, scopeMetrics: [{ scope: { name: 's' }, metrics }] }] };
