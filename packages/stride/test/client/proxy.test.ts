import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startProxy } from '../../../core/test/http/connect-proxy.ts';
import { clientOf, collectorOf, receiver } from './server.ts';

beforeEach(() => {
  for (const name of ['http_proxy', 'https_proxy', 'no_proxy']) {
    for (const key of [name, name.toUpperCase()]) vi.stubEnv(key, undefined);
  }
});

afterEach(() => {
  vi.unstubAllEnvs();
});

test('calls, subscriptions and collectors go through the proxy of the environment', async () => {
  const stride = await receiver();
  stride.totals.createStream('a');
  const proxy = await startProxy();
  vi.stubEnv('http_proxy', `http://user:word@127.0.0.1:${proxy.port}`);
  const client = clientOf(stride);
  expect((await client.get('/collect')).data).toEqual(['a']);
  const events = client.subscribe('/collect/a');
  const first = events.next();
  await stride.waitFor(({ subscriptionCount }) => subscriptionCount === 1);
  const collector = collectorOf(stride);
  collector.collect('b', { n: 1 });
  await collector.flush();
  stride.publish('/collect/a', { n: 2 });
  expect((await first).value).toEqual({ n: 2 });
  await events.return();
  await stride.waitFor(({ subscriptionCount }) => subscriptionCount === 0);
  const to = new URL(stride.endpoints.http).host;
  const authorization = `Basic ${Buffer.from('user:word').toString('base64')}`;
  for (const tunnel of proxy.tunnels) expect(tunnel).toEqual({ to, authorization });
  expect(stride.totals.requests.connectionCount).toBeLessThanOrEqual(proxy.tunnels.length);
  expect(stride.totals.find('b')!.events).toEqual([{ n: 1 }]);
});

test('hosts that are excepted are reached without it', async () => {
  const stride = await receiver();
  const proxy = await startProxy();
  vi.stubEnv('HTTP_PROXY', `http://127.0.0.1:${proxy.port}`);
  vi.stubEnv('NO_PROXY', '127.0.0.1');
  expect((await clientOf(stride).get('/collect')).statusCode).toBe(200);
  expect(proxy.tunnels).toEqual([]);
});

test('a proxy that refuses is named, and asked again where a subscription reconnects', async () => {
  const stride = await receiver();
  const proxy = await startProxy(407);
  vi.stubEnv('HTTP_PROXY', `http://127.0.0.1:${proxy.port}`);
  const client = clientOf(stride);
  await expect(client.get('/collect')).rejects.toMatchObject({
    status: 0,
    retryable: true,
    message: expect.stringContaining('the proxy refuses (407)'),
  });
  const events = client.subscribe('/collect/a', { reconnect: true });
  const awaited = events.next();
  await vi.waitFor(() => expect(proxy.tunnels.length).toBeGreaterThan(2), { timeout: 10_000 });
  await events.return();
  expect((await awaited).done).toBe(true);
  expect(stride.totals.requestCount).toBe(0);
});
