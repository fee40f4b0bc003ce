import { expect, test } from 'vitest';
import { StrideClient, StrideError } from '../../src/client/index.ts';
import { API_KEY, clientOf, receiver } from './server.ts';

/** A receiver with a stream `a`, and a client. */
async function streamed(options: Parameters<typeof receiver>[0] = {}) {
  const stride = await receiver(options);
  stride.totals.createStream('a');
  const client = clientOf(stride);
  const opened = (count: number) => stride.waitFor(({ subscriptionCount }) => subscriptionCount === count);
  return { stride, client, opened };
}

test('events come one by one, wherever the chunks end, with empty lines between', async () => {
  const { client, opened, stride } = await streamed({ keepAliveMillis: 5 });
  stride.faults.splitSubscriptions(1);
  const events = client.subscribe('/collect/a');
  const first = events.next();
  await opened(1);
  const sent = [{ text: 'zwölf\r\n€' }, { n: 2 }, [3]];
  for (const event of sent) stride.publish('/collect/a', event);
  expect((await first).value).toEqual(sent[0]);
  expect((await events.next()).value).toEqual(sent[1]);
  expect((await events.next()).value).toEqual(sent[2]);
});

test('return() ends it while an event is awaited, and closes its connection', async () => {
  const { client, opened } = await streamed();
  const events = client.subscribe('/collect/a');
  const awaited = events.next();
  await opened(1);
  await events.return();
  expect(await awaited).toEqual({ done: true, value: undefined });
  expect(await events.next()).toEqual({ done: true, value: undefined });
  await opened(0);
});

test('break closes its connection', async () => {
  const { client, opened, stride } = await streamed();
  void opened(1).then(() => stride.publish('/collect/a', { n: 1 }));
  for await (const event of client.subscribe('/collect/a')) {
    expect(event).toEqual({ n: 1 });
    break;
  }
  await opened(0);
});

test('what its loop throws closes its connection', async () => {
  const { client, opened, stride } = await streamed();
  void opened(1).then(() => stride.publish('/collect/a', { n: 1 }));
  const loop = async () => {
    for await (const event of client.subscribe('/collect/a', { reconnect: true })) throw event;
  };
  await expect(loop()).rejects.toEqual({ n: 1 });
  await opened(0);
});

test('return() ends it before it is answered, and before it has begun', async () => {
  const { client, stride } = await streamed();
  stride.faults.failNext(1, 'hang-before');
  const events = client.subscribe('/collect/a', { reconnect: true });
  const awaited = events.next();
  await stride.waitFor(({ requestCount }) => requestCount === 1);
  await events.return();
  expect(await awaited).toEqual({ done: true, value: undefined });
  const unused = client.subscribe('/collect/a');
  await unused.return();
  expect(await unused.next()).toEqual({ done: true, value: undefined });
  expect(stride.totals.requestCount).toBe(1);
});

test('no more is read than is asked for', async () => {
  let count = 0;
  async function* body() {
    for (;;) {
      count += 1;
      yield Buffer.from(`{"n":${count}}\r\n`);
    }
  }
  const dispatcher = { request: async () => ({ statusCode: 200, headers: {}, body: body() }) };
  await using client = new StrideClient({ apiKey: API_KEY, endpoint: 'http://127.0.0.1:1', dispatcher });
  await using events = client.subscribe('/collect/a');
  expect((await events.next()).value).toEqual({ n: 1 });
  expect((await events.next()).value).toEqual({ n: 2 });
  expect(count).toBe(2);
});

test('close() of the client ends it', async () => {
  const { client, opened } = await streamed();
  const awaited = client.subscribe('/collect/a', { reconnect: true }).next();
  await opened(1);
  await client.close();
  expect(await awaited).toEqual({ done: true, value: undefined });
  await opened(0);
});

test('it ends when the server ends it in order', async () => {
  const { client, opened, stride } = await streamed();
  const awaited = client.subscribe('/collect/a').next();
  await opened(1);
  stride.faults.endSubscriptions('end');
  expect((await awaited).done).toBe(true);
});

test.each(['mid-event', 'reset'] as const)('it rejects when it breaks: %s', async (how) => {
  const { client, opened, stride } = await streamed();
  const awaited = client.subscribe('/collect/a').next();
  await opened(1);
  stride.faults.endSubscriptions(how);
  await expect(awaited).rejects.toThrow(how === 'reset' ? /without a whole answer/ : /midst of an event/);
});

test.each(['end', 'mid-event', 'reset'] as const)('with `reconnect` it goes on after: %s', async (how) => {
  const { client, opened, stride } = await streamed();
  const events = client.subscribe('/collect/a', { reconnect: true });
  const awaited = events.next();
  await opened(1);
  stride.faults.endSubscriptions(how);
  await opened(0);
  await opened(1);
  stride.publish('/collect/a', { n: 1 });
  expect((await awaited).value).toEqual({ n: 1 });
});

test.each([429, 500, 503, 504])('with `reconnect` it asks again after %d', async (status) => {
  const { client, opened, stride } = await streamed();
  stride.faults.answerNext(1, { status });
  const awaited = client.subscribe('/collect/a', { reconnect: true }).next();
  await opened(1);
  stride.publish('/collect/a', { n: 1 });
  expect((await awaited).value).toEqual({ n: 1 });
});

test.each([400, 401, 403, 404])('%d ends it for good, with or without `reconnect`', async (status) => {
  const { client, stride } = await streamed();
  stride.faults.answerNext(2, { status, body: { message: 'not for you' } });
  for (const reconnect of [false, true]) {
    const failed = await client
      .subscribe('/collect/a', { reconnect })
      .next()
      .catch((error) => error);
    expect(failed).toBeInstanceOf(StrideError);
    expect(failed).toMatchObject({ status, message: expect.stringContaining("'not for you'") });
  }
  expect(stride.totals.requests.count).toBe(2);
});

test('what is no JSON ends it, with `reconnect` too', async () => {
  const { client, stride } = await streamed();
  stride.faults.failNext(1, 'html');
  await expect(client.subscribe('/collect/a', { reconnect: true }).next()).rejects.toThrow(/no JSON/);
});

test.each([0, -1, 1.5, Number.NaN])('sample %d throws', async (sample) => {
  const { client } = await streamed();
  expect(() => client.subscribe('/collect/a', { sample })).toThrow(/sample/);
});

test('a pause before it asks again ends with return()', async () => {
  const { client, stride } = await streamed();
  stride.faults.answerNext(1000, { status: 503 });
  const events = client.subscribe('/collect/a', { reconnect: true });
  const awaited = events.next();
  await stride.waitFor(({ requestCount }) => requestCount >= 2);
  await events.return();
  expect(await awaited).toEqual({ done: true, value: undefined });
});
