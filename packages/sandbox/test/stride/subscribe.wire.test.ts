import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { openReceiver, send, subscribe } from './open-receiver.ts';

/** Reads until there are so many lines that are not empty. */
function readLines(
  answer: IncomingMessage,
  count: number,
): Promise<{ lines: readonly string[]; chunks: readonly string[] }> {
  const chunks: string[] = [];
  return new Promise((resolve) => {
    answer.on('data', (chunk: Buffer) => {
      chunks.push(chunk.toString('latin1'));
      const lines = chunks.join('').split('\r\n').slice(0, -1).filter(Boolean);
      if (lines.length === count) resolve({ lines, chunks });
    });
  });
}

test('what is collected goes to whoever has subscribed, and to nobody else', async () => {
  const receiver = await openReceiver();
  receiver.totals.createStream('a');
  const answer = await subscribe(receiver, '/collect/a/subscribe');
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
  const read = readLines(answer, 2);
  await send(receiver, 'POST /collect', { a: [{ n: 1 }], b: [{ n: 2 }] });
  await send(receiver, 'POST /collect/a', { n: 3 });
  expect((await read).lines).toEqual(['{"n":1}', '{"n":3}']);
  answer.destroy();
  await receiver.waitFor(({ subscriptionCount }) => subscriptionCount === 0);
});

test('a process tells what the test says', async () => {
  const receiver = await openReceiver();
  await send(receiver, 'POST /process/p', { query: 'SELECT count(*) FROM a' });
  const read = readLines(await subscribe(receiver, '/process/p/subscribe'), 1);
  receiver.publish('/process/p', { old: null, new: { count: 1 } });
  expect((await read).lines).toEqual(['{"old":null,"new":{"count":1}}']);
});

test('events come in chunks of any size', async () => {
  const receiver = await openReceiver();
  receiver.totals.createStream('a');
  receiver.faults.splitSubscriptions(1);
  const read = readLines(await subscribe(receiver, '/collect/a/subscribe'), 2);
  receiver.publish('/collect/a', { text: 'é' });
  receiver.publish('/collect/a', {});
  const { lines, chunks } = await read;
  expect(chunks.every((chunk) => chunk.length === 1)).toBe(true);
  expect(lines.map((line) => JSON.parse(Buffer.from(line, 'latin1').toString('utf8')))).toEqual([
    { text: 'é' },
    {},
  ]);
});

test('empty lines keep it alive', async () => {
  const receiver = await openReceiver({ keepAliveMillis: 5 });
  receiver.totals.createStream('a');
  const [chunk] = (await once(await subscribe(receiver, '/collect/a/subscribe'), 'data')) as [Buffer];
  expect(chunk.toString()).toMatch(/^(\r\n)+$/);
});

test('a sample has no more than so many events in a second', async () => {
  const receiver = await openReceiver();
  receiver.totals.createStream('a');
  const answer = await subscribe(receiver, '/collect/a/subscribe?sample=2');
  const ended = once(answer, 'end');
  let text = '';
  answer.on('data', (chunk) => {
    text += chunk;
  });
  for (let n = 0; n < 100; n += 1) receiver.publish('/collect/a', { n });
  receiver.faults.endSubscriptions('end');
  await ended;
  const { length } = text.split('\r\n').filter(Boolean);
  // The loop may run from one second into the next.
  expect(length === 2 || length === 4).toBe(true);
  expect(text).toMatch(/^\{"n":0\}\r\n\{"n":1\}\r\n/);
});

test.each([
  ['/collect/none/subscribe', 404],
  ['/process/none/subscribe', 404],
  ['/collect/a/subscribe?sample=0', 400],
  ['/collect/a/subscribe?sample=x', 400],
])('GET %s: %d', async (path, status) => {
  const receiver = await openReceiver();
  receiver.totals.createStream('a');
  expect((await send(receiver, `GET ${path}`)).status).toBe(status);
});

test('a subscription can end in the midst of an event', async () => {
  const receiver = await openReceiver();
  receiver.totals.createStream('a');
  const answer = await subscribe(receiver, '/collect/a/subscribe');
  let text = '';
  answer.on('data', (chunk) => {
    text += chunk;
  });
  const ended = once(answer, 'end');
  receiver.faults.endSubscriptions('mid-event');
  await ended;
  expect(text).toMatch(/^\{[^}\r]+$/);
  await receiver.waitFor(({ subscriptionCount }) => subscriptionCount === 0);
});

test('a subscription can be reset, and does not keep close() waiting', async () => {
  const receiver = await openReceiver();
  receiver.totals.createStream('a');
  const first = await subscribe(receiver, '/collect/a/subscribe');
  const failed = once(first.resume(), 'error');
  receiver.faults.endSubscriptions('reset');
  expect((await failed)[0]).toMatchObject({ code: 'ECONNRESET' });
  const second = await subscribe(receiver, '/collect/a/subscribe');
  const cut = once(second.resume(), 'error');
  await receiver.close();
  expect((await cut)[0]).toMatchObject({ code: 'ECONNRESET' });
});

test('who does not read is hung up on, before too much waits', async () => {
  const receiver = await openReceiver();
  receiver.totals.createStream('a');
  const answer = await subscribe(receiver, '/collect/a/subscribe');
  answer.on('error', () => {}).pause();
  const event = { text: 'x'.repeat(1024 * 1024) };
  let eventCount = 0;
  while (receiver.totals.subscriptionCount > 0 && eventCount < 200) {
    receiver.publish('/collect/a', event);
    eventCount += 1;
    await new Promise(setImmediate);
  }
  expect(eventCount).toBeLessThan(200);
});
