import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createSandbox } from '../../src/create-sandbox.ts';
import { openSandbox } from './open.ts';

/** Takes a free TCP port, and gives it. */
async function takePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** A first port behind which eight are free, as far as one can know. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const probe = await createSandbox({ port, page: true }).catch(() => undefined);
    await probe?.close();
    if (probe !== undefined) return port;
  }
}

const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('otelwire-sandbox-'));

test('the backends have the eight ports behind the first one', async () => {
  const port = await freePort();
  const { endpoints, receivers } = await openSandbox({ port });
  const at = (distance: number) => `127.0.0.1:${port + distance}`;
  expect(endpoints).toEqual({
    statsd: `udp://${at(1)}`,
    dogstatsd: `udp://${at(2)}`,
    graphite: `tcp://${at(3)}`,
    stathat: `http://${at(5)}`,
    stride: `http://${at(6)}/v1`,
    initialstate: `http://${at(7)}/api`,
    otlp: `http://${at(8)}/v1/metrics`,
  });
  expect(receivers.statsd.endpoints).toMatchObject({ udp: `udp://${at(1)}`, tcp: `tcp://${at(1)}` });
  expect(receivers.dogstatsd.endpoints).toMatchObject({ udp: `udp://${at(2)}`, tcp: `tcp://${at(2)}` });
  expect(receivers.graphite.endpoints).toEqual({
    udp: `udp://${at(3)}`,
    tcp: `tcp://${at(3)}`,
    pickle: `tcp://${at(4)}`,
  });
});

test('a port that is in use is told, with its backend and a way out, and nothing stays open', async () => {
  const taken = await takePort();
  const before = folders();
  const opening = createSandbox({ port: taken - 5, backends: ['statsd', 'stathat'] });
  await expect(opening).rejects.toMatchObject({
    code: 'ERR_OTELWIRE_SANDBOX_PORT',
    message: `stathat: TCP port ${taken} of 127.0.0.1 is in use; choose another first port with \`port\` (otelwire-sandbox: --port), or 0 for free ones`,
  });
  const probe = createSocket('udp4').bind(taken - 4, '127.0.0.1');
  await once(probe, 'listening');
  probe.close();
  expect(folders().filter((folder) => !before.includes(folder))).toEqual([]);
});

test('a UDP port that is in use is told as one', async () => {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  onTestFinished(() => void socket.close());
  const { port } = socket.address();
  const opening = createSandbox({ port: port - 1, backends: ['statsd'] });
  await expect(opening).rejects.toThrow(`statsd: UDP port ${port} of 127.0.0.1 is in use`);
});

test('unix sockets are in a folder of their own, which goes with the sandbox', async () => {
  const sandbox = await openSandbox({ backends: ['statsd', 'dogstatsd'] });
  const paths = Object.values(sandbox.receivers).map(({ endpoints }) => new URL(endpoints.unix!).pathname);
  const socket = connect(paths[0]!);
  socket.end('orders:3|c\n');
  await sandbox.receivers.statsd.waitFor((totals) => totals.find('c', 'orders')?.sum === 3);
  expect(paths.map((path) => existsSync(path))).toEqual([true, true]);
  await sandbox.close();
  expect(existsSync(dirname(paths[0]!))).toBe(false);
});

test('at all addresses of the machine, it tells the one that works on this machine', async () => {
  const { endpoints } = await openSandbox({ backends: ['graphite', 'stathat'], host: '0.0.0.0' });
  expect(endpoints.graphite).toMatch(/^tcp:\/\/127\.0\.0\.1:\d+$/);
  expect((await fetch(`${endpoints.stathat}/ez`, { method: 'POST' })).status).toBeGreaterThanOrEqual(200);
});

test('what is closed twice is closed, and its ports are free again', async () => {
  const first = await openSandbox({ backends: ['graphite'] });
  const { port } = new URL(first.endpoints.graphite);
  await first.close();
  await first.close();
  const receivers = { graphite: { tcp: { port: Number(port) }, udp: false, pickle: false } } as const;
  const second = await openSandbox({ backends: ['graphite'], receivers });
  expect(second.endpoints.graphite).toBe(first.endpoints.graphite);
});

test.each([
  ['192.0.2.1', 'host: 192.0.2.1 is no address of this machine'],
  ['nowhere.invalid', 'host: nowhere.invalid has no address'],
])('the host %s cannot be had, and the error says why', async (host, message) => {
  for (const backends of [['statsd'], ['stathat']] as const) {
    const opening = createSandbox({ host, backends });
    await expect(opening).rejects.toMatchObject({ code: 'ERR_OTELWIRE_SANDBOX_OPTIONS', message });
  }
});

/** Containers often have none. */
const hasIpv6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === '::1'),
);

test.runIf(hasIpv6)('over IPv6 it is all the same', async () => {
  const { endpoints, pageUrl, receivers } = await openSandbox({
    host: '::1',
    backends: ['graphite', 'statsd'],
    page: true,
  });
  expect(endpoints.graphite).toMatch(/^tcp:\/\/\[::1\]:\d+$/);
  expect(receivers.statsd.endpoints.udp).toMatch(/^udp:\/\/\[::1\]:\d+$/);
  expect((await fetch(pageUrl!)).status).toBe(200);
});
