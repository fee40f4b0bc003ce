import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { afterwards, HttpServer } from '../../../core/test/http/http-server.ts';
import { StrideClient, StrideError } from '../../src/client/index.ts';
import { API_KEY, clientOf, receiver } from './server.ts';

const pem = (name: string) =>
  readFileSync(new URL(`../../../core/test/transport/fixtures/${name}`, import.meta.url));

test('close() during a hang ends the call, which rejects, and so do later ones', async () => {
  const stride = await receiver();
  const client = clientOf(stride);
  stride.faults.failNext(1, 'hang-before');
  const hanging = client.get('/collect').catch((error) => error);
  await stride.waitFor(({ requestCount }) => requestCount === 1);
  await client.close();
  await client.close();
  expect(await hanging).toMatchObject({ message: 'the client is closed' });
  await expect(client.get('/collect')).rejects.toThrow('the client is closed');
  await expect(client.subscribe('/collect/a').next()).resolves.toMatchObject({ done: true });
  expect(stride.totals.requestCount).toBe(1);
});

test('it speaks HTTPS', async () => {
  const tls = { cert: pem('tls-server.pem'), key: pem('tls-server-key.pem') };
  const server = await HttpServer.start([200], tls);
  const options = { endpoint: server.url.origin, apiKey: API_KEY };
  const trusting = new StrideClient({ ...options, tls: { rejectUnauthorized: false } });
  const strict = new StrideClient(options);
  afterwards(() => Promise.all([trusting.close(), strict.close()]));
  expect(await trusting.get('/collect')).toEqual({ statusCode: 200, data: null });
  await expect(strict.get('/collect')).rejects.toBeInstanceOf(StrideError);
  expect(server.requests).toHaveLength(1);
});

test('what has no form in JSON rejects, and is not sent', async () => {
  const stride = await receiver();
  await expect(clientOf(stride).post('/collect/a', { n: 1n })).rejects.toThrow(/no form in JSON/);
  expect(stride.totals.requestCount).toBe(0);
});

test('calls take turns on connections that stay open', async () => {
  const stride = await receiver();
  const client = clientOf(stride);
  for (let n = 0; n < 5; n += 1) await client.post('/collect/a', { n });
  expect(stride.totals.requests.connectionCount).toBe(1);
  expect(stride.totals.find('a')!.eventCount).toBe(5);
});

test('calls and subscriptions go through a dispatcher of yours, which stays open', async () => {
  const stride = await receiver();
  stride.totals.createStream('a');
  const { Agent } = await import('undici');
  const dispatcher = new Agent();
  afterwards(() => dispatcher.destroy());
  const client = clientOf(stride, { dispatcher: dispatcher as never });
  expect((await client.get('/collect')).data).toEqual(['a']);
  const events = client.subscribe('/collect/a');
  const first = events.next();
  await stride.waitFor(({ subscriptionCount }) => subscriptionCount === 1);
  stride.publish('/collect/a', { n: 1 });
  expect((await first).value).toEqual({ n: 1 });
  const second = events.next();
  await client.close();
  expect((await second).done).toBe(true);
  await stride.waitFor(({ subscriptionCount }) => subscriptionCount === 0);
  expect(dispatcher.closed).toBe(false);
});
