import type { FaultSwitch } from '../../src/faults/fault.ts';
import { openReceiver as openGraphite, postPoints } from '../graphite/open-receiver.ts';
import { openReceiver as openInitialState, postEvents } from '../initial-state/open-receiver.ts';
import { testCertificate } from '../listen/certificate.ts';
import { openReceiver as openStatHat, postForm } from '../stathat/open-receiver.ts';
import { openReceiver as openStride, send as sendStride } from '../stride/open-receiver.ts';

/** A receiver over HTTP, as far as these tests go. */
export interface HttpServer {
  readonly faultSwitch: FaultSwitch;
  /** `tcp://…`, or `tls://…`. */
  readonly endpoint: string;
  /** Sends one request with one record, over a connection of its own. */
  send(): Promise<{ readonly status: number | undefined }>;
  /** How many records were taken. */
  takenCount(): number;
  badCount(): number;
  close(): Promise<void>;
}

const connectionOf = (url: string) => {
  const { protocol, host } = new URL(url);
  return `${protocol === 'https:' ? 'tls' : 'tcp'}://${host}`;
};

async function openPoints(random?: () => number): Promise<HttpServer> {
  const receiver = await openGraphite({ http: true, ...(random && { random }) });
  const { totals, faultSwitch } = receiver;
  return {
    faultSwitch,
    endpoint: connectionOf(receiver.endpoints.http!),
    send: () => postPoints(receiver.endpoints.http!),
    takenCount: () => totals.pointCount,
    badCount: () => totals.badLineCount,
    close: () => receiver.close(),
  };
}

async function openStats(http: object, random?: () => number): Promise<HttpServer> {
  const receiver = await openStatHat({ http, ...(random && { random }) });
  const { totals, faultSwitch } = receiver;
  return {
    faultSwitch,
    endpoint: connectionOf(receiver.endpoints.http),
    send: () => postForm(receiver, '/ez', { ezkey: 'k', stat: 'a', count: '1' }),
    takenCount: () => totals.pointCount,
    badCount: () => totals.badRequestCount,
    close: () => receiver.close(),
  };
}

async function openStream(random?: () => number): Promise<HttpServer> {
  const receiver = await openStride({ ...(random && { random }) });
  const { totals, faultSwitch } = receiver;
  return {
    faultSwitch,
    endpoint: connectionOf(receiver.endpoints.http),
    send: () => sendStride(receiver, 'POST /collect/clicks', { a: 1 }),
    takenCount: () => totals.eventCount,
    badCount: () => totals.badRequestCount,
    close: () => receiver.close(),
  };
}

async function openBucket(random?: () => number): Promise<HttpServer> {
  const receiver = await openInitialState({ ...(random && { random }) });
  const { totals, faultSwitch } = receiver;
  return {
    faultSwitch,
    endpoint: connectionOf(receiver.endpoints.http),
    send: () => postEvents(receiver, [{ key: 'a', value: 1 }]),
    takenCount: () => totals.eventCount,
    badCount: () => totals.badRequestCount,
    close: () => receiver.close(),
  };
}

/** All receivers over HTTP; `random` decides what is dropped. */
export const httpServers: readonly (readonly [
  name: string,
  open: (random?: () => number) => Promise<HttpServer>,
])[] = [
  ['Graphite', openPoints],
  ['StatHat', (random) => openStats({}, random)],
  ['StatHat over HTTPS', (random) => openStats(testCertificate, random)],
  ['Stride', openStream],
  ['Initial State', openBucket],
];
