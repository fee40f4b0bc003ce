import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { FakeClock } from '../../../core/test/transport/fake-clock.ts';
import type { LiveQuery } from '../../src/live/messages.ts';
import type { PageSource } from '../../src/page-server/page-source.ts';
import { message, serve } from './serve.ts';

/** Opens the stream, of which nothing is read until somebody does. */
async function openStream(port: number, query = ''): Promise<IncomingMessage> {
  const sent = request({ host: '127.0.0.1', port, path: `/api/live?${query}`, agent: false }).end();
  onTestFinished(() => void sent.destroy());
  const [response] = await once(sent, 'response');
  return response;
}

test.each<[string, LiveQuery]>([
  ['', {}],
  ['backend=graphite&sort=activity', { backend: 'graphite', sort: 'activity' }],
  ['search=host%3Aa+b&offset=50&limit=50', { search: 'host:a b', offset: 50, limit: 50 }],
  ['selected=a%26b&rangeSeconds=21600', { selected: 'a&b', rangeSeconds: 21600 }],
])('the query "%s" is asked for', async (text, query) => {
  const { port, queries } = await serve();
  const stream = await openStream(port, text);
  const [chunk] = await once(stream, 'data');
  expect(stream.headers['content-type']).toBe('text/event-stream; charset=utf-8');
  expect(String(chunk)).toBe(`event: live\ndata: ${JSON.stringify(message)}\n\n`);
  expect(queries).toEqual([query]);
});

test.each([
  ['backend=otlp', 'backend: "otlp" is not one of statsd, graphite'],
  ['backend=', 'backend: "" is not one of'],
  ['sort=size', 'sort: "size" is not one of name, latest, activity'],
  ['offset=-1', 'offset: "-1" is no whole number from 0'],
  ['offset=1e3', 'offset: "1e3" is no whole number'],
  ['limit=201', 'limit: "201" is no whole number from 0 to 200'],
  ['rangeSeconds=60', 'rangeSeconds: "60" is not one of 600, 21600'],
  ['limit=1&limit=2', 'limit: given twice'],
  ['constructor=1', 'constructor: not one of backend, search'],
  ['__proto__=1', '__proto__: not one of backend, search'],
  [`search=${'x'.repeat(2001)}`, 'search: longer than 2000 characters'],
  ['sort=size&limit=x', 'limit: "x" is no whole number'],
])('the query "%s" is refused', async (text, reason) => {
  const { ask, queries } = await serve();
  const answer = await ask(`/api/live?${text}`);
  expect(answer.status).toBe(400);
  expect(answer.body).toContain(reason);
  expect(queries).toEqual([]);
});

test('a message comes at once, and then one each second', async () => {
  const clock = new FakeClock();
  const { port, queries } = await serve(undefined, { clock });
  const stream = await openStream(port);
  stream.resume();
  await expect.poll(() => queries.length).toBe(1);
  for (let second = 2; second <= 4; second += 1) {
    clock.advance(999);
    expect(queries.length).toBe(second - 1);
    clock.advance(1);
    expect(queries.length).toBe(second);
  }
});

test('whoever does not read gets no more messages until the last one has left', async () => {
  const clock = new FakeClock();
  let count = 0;
  // more than both kernels hold
  const text = 'x'.repeat(32 * 1024 * 1024);
  const source: PageSource = {
    backends: [],
    message() {
      count += 1;
      const line = { number: 1, atMillis: 0, backend: 'statsd', text, isTaken: true, defects: [] } as const;
      return { ...message, lines: [line] };
    },
    setFault: async () => {},
    reset() {},
  };
  const { port } = await serve(undefined, { clock, source });
  const stream = await openStream(port);
  for (let second = 0; second < 100; second += 1) clock.advance(1000);
  expect(count).toBe(1);
  stream.resume();
  await expect
    .poll(() => {
      clock.advance(1000);
      return count;
    })
    .toBe(2);
});

test('when the window is closed, no more is asked', async () => {
  const clock = new FakeClock();
  const { port, queries } = await serve(undefined, { clock });
  const stream = await openStream(port);
  stream.destroy();
  const askedInASecond = () => {
    const before = queries.length;
    clock.advance(1000);
    return queries.length - before;
  };
  await expect.poll(askedInASecond).toBe(0);
});

test('there is an end to how many windows may be open', async () => {
  const { port } = await serve();
  const streams = [];
  for (let i = 0; i < 50; i += 1) streams.push(await openStream(port));
  expect(streams.map(({ statusCode }) => statusCode)).toEqual(Array(50).fill(200));
  expect((await openStream(port)).statusCode).toBe(503);
  streams[0]!.destroy();
  await expect.poll(async () => (await openStream(port)).statusCode).toBe(200);
});
