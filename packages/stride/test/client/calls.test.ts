import { Agent } from 'undici';
import { expect, test, vi } from 'vitest';
import { afterwards } from '../../../core/test/http/http-server.ts';
import { JumpClock } from '../../../core/test/http/jump-clock.ts';
import { StreamServer } from '../../../core/test/transport/stream-server.ts';
import { StrideClient } from '../../src/client/index.ts';
import { API_KEY, clientOf, inTime, receiver } from './server.ts';

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

test('close() ends a call whose connection is not made yet', async () => {
  const silent = await StreamServer.start();
  afterwards(() => silent.stop());
  const client = new StrideClient({ apiKey: API_KEY, endpoint: `https://127.0.0.1:${silent.port}` });
  const connecting = client.get('/collect').catch((error) => error);
  await vi.waitFor(() => expect(silent.sockets).toHaveLength(1), inTime);
  await client.close();
  expect(await connecting).toMatchObject({ message: 'the client is closed' });
});

test.each(['hang-before', 'reset-before'] as const)(
  'a call that may have been read is not retryable: %s',
  async (fault) => {
    const stride = await receiver();
    stride.faults.failNext(1, fault);
    const clock = new JumpClock();
    const failed = clientOf(stride, { timeoutMillis: 1_500, clock }).get('/collect');
    const isExpected = expect(failed).rejects.toMatchObject({ status: 0, retryable: false });
    await stride.waitFor(({ requestCount }) => requestCount === 1, inTime.timeout);
    clock.advance(1_500);
    await isExpected;
  },
);

test('a call that found no connection in time is retryable', async () => {
  const silent = await StreamServer.start();
  afterwards(() => silent.stop());
  const endpoint = `https://127.0.0.1:${silent.port}`;
  await using client = new StrideClient({ apiKey: API_KEY, endpoint, timeoutMillis: 50 });
  const failed = client.post('/collect/a', { n: 1 });
  await expect(failed).rejects.toMatchObject({ status: 0, retryable: true });
});

test('an answer of more than 64 MiB rejects, and the rest of it is not read', async () => {
  const mebibyte = new Uint8Array(1_048_576);
  let count = 0;
  async function* body() {
    for (;;) {
      count += 1;
      yield mebibyte;
    }
  }
  const dispatcher = { request: async () => ({ statusCode: 200, headers: {}, body: body() }) };
  await using client = new StrideClient({ apiKey: API_KEY, endpoint: 'http://127.0.0.1:1', dispatcher });
  await expect(client.get('/collect')).rejects.toThrow('more than 67108864 bytes');
  expect(count).toBe(65);
});

test('a request has a length where it has a body, and says nothing of one where it has none', async () => {
  const stride = await receiver();
  const client = clientOf(stride);
  await client.get('/collect');
  await client.delete('/collect/a');
  await client.post('/collect/a', { n: 1 });
  await client.post('/analyze/q/results', {});
  const lengths = stride.totals.requests.kept.map(({ headers }) => [
    headers['content-length'],
    headers['transfer-encoding'],
  ]);
  expect(lengths).toEqual([
    [undefined, undefined],
    [undefined, undefined],
    ['7', undefined],
    ['0', undefined],
  ]);
});

test('redirects are not followed', async () => {
  const stride = await receiver();
  stride.faults.answerNext(1, { status: 302, headers: { location: '/v1/process' }, text: '' });
  expect(await clientOf(stride).get('/collect')).toEqual({ statusCode: 302, data: null });
  expect(stride.totals.requestCount).toBe(1);
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

test('calls find a connection, however many subscriptions have theirs', async () => {
  const stride = await receiver();
  stride.totals.createStream('a');
  const client = clientOf(stride);
  const subscriptions = Array.from({ length: 20 }, () => client.subscribe('/collect/a'));
  const awaited = subscriptions.map((events) => events.next());
  await stride.waitFor(({ subscriptionCount }) => subscriptionCount === 20, inTime.timeout);
  expect((await client.post('/collect/a', { n: 1 })).statusCode).toBe(200);
  for (const { value } of await Promise.all(awaited)) expect(value).toEqual({ n: 1 });
});

test('calls and subscriptions go through a dispatcher of yours, which stays open', async () => {
  const stride = await receiver();
  stride.totals.createStream('a');
  const agent = new Agent();
  afterwards(() => agent.destroy());
  const asked: object[] = [];
  const dispatcher = {
    request(options: object) {
      asked.push(options);
      return agent.request(options as never);
    },
  };
  const client = clientOf(stride, { dispatcher });
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
  expect(asked).toEqual([expect.anything(), expect.objectContaining({ bodyTimeout: 0 })]);
  expect(agent.closed).toBe(false);
});
