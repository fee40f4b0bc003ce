import { expect, test } from 'vitest';
import { DroppedError, StrideCollector, StrideError } from '../../src/client/index.ts';
import { collectorOf, inTime, noted, receiver } from './server.ts';

const LATER = { flushIntervalMillis: 60_000 };

test('events of many streams share a request after the flush interval', async () => {
  const stride = await receiver();
  const collector = collectorOf(stride);
  collector.collect('a', { n: 1 });
  collector.collect('b', [{ n: 2 }, { text: 'é "]},\n{' }]);
  collector.collect('a', { n: 3 });
  await stride.waitFor(({ eventCount }) => eventCount === 4);
  expect(stride.totals.requestCount).toBe(1);
  expect(stride.totals.find('a')!.events).toEqual([{ n: 1 }, { n: 3 }]);
  expect(stride.totals.find('b')!.events).toEqual([{ n: 2 }, { text: 'é "]},\n{' }]);
  expect(stride.totals.badRequests).toEqual([]);
});

test('no request has more events than batchSize', async () => {
  const stride = await receiver({ maxEventsPerRequest: 10 });
  const collector = collectorOf(stride, { batchSize: 10, ...LATER });
  collector.collect(
    'a',
    Array.from({ length: 95 }, (_, n) => ({ n })),
  );
  await collector.stop();
  expect(stride.totals.find('a')!.events.map(({ n }) => n)).toHaveLength(95);
  expect(stride.totals.requests.statusCounts).toEqual(new Map([[200, 10]]));
  expect(collector.accounting).toMatchObject({ accepted: 95, delivered: 95, held: 0, inFlight: 0 });
});

test('what the server cannot take now is sent again, once', async () => {
  const stride = await receiver();
  const collector = collectorOf(stride, LATER);
  stride.faults.answerNext(2, { status: 503 });
  collector.collect('a', { n: 1 });
  await collector.flush();
  await stride.waitFor(({ eventCount }) => eventCount === 1);
  expect(stride.totals.find('a')!.eventCount).toBe(1);
});

test('a server that comes back gets what was collected meanwhile', async () => {
  const stride = await receiver();
  const errors: Error[] = [];
  const collector = collectorOf(stride, { flushIntervalMillis: 5, onError: (error) => errors.push(error) });
  await stride.faults.refuse();
  collector.collect('a', { n: 1 });
  await collector.flush();
  expect(collector.accounting).toMatchObject({ accepted: 1, held: 1 });
  expect(errors).toHaveLength(1);
  await stride.faults.listenAgain();
  collector.collect('a', { n: 2 });
  await stride.waitFor(({ eventCount }) => eventCount === 2, inTime.timeout);
  expect(stride.totals.find('a')!.events).toEqual([{ n: 1 }, { n: 2 }]);
});

test('events without time or id are not sent twice when nobody knows whether they were taken', async () => {
  const stride = await receiver();
  const collector = collectorOf(stride, LATER);
  stride.faults.failNext(1, 'reset-after');
  collector.collect('a', { n: 1 });
  await collector.stop();
  expect(stride.totals.find('a')!.eventCount).toBe(1);
  expect(collector.accounting.dropped).toEqual({ unconfirmed: 1 });
});

test('a page of HTML is not taken for a success', async () => {
  const stride = await receiver();
  const { lines, logger } = noted();
  const collector = collectorOf(stride, { ...LATER, logger });
  stride.faults.failNext(1, 'html');
  collector.collect('a', { n: 1 });
  await collector.stop();
  expect(collector.accounting).toMatchObject({ delivered: 0, dropped: { unconfirmed: 1 } });
  expect(lines.join('\n')).toContain('answers 200: a page of HTML');
});

test.each([
  ['a $timestamp', () => StrideCollector.setTimestamp({ n: 1 }), {}],
  ['an $id', () => StrideCollector.setId({ n: 1 }, 'one'), {}],
  ['the option `timestamps`', () => ({ n: 1 }), { timestamps: true }],
])('events with %s are', async (_, event, options) => {
  const stride = await receiver();
  const collector = collectorOf(stride, { ...LATER, ...options });
  stride.faults.failNext(1, 'reset-before');
  collector.collect('a', event());
  await collector.stop();
  expect(stride.totals.find('a')!.eventCount).toBe(1);
  expect(collector.accounting).toMatchObject({ delivered: 1, dropped: {} });
});

test('with `timestamps` an event has the time of its collect, unless it has its own', async () => {
  const stride = await receiver();
  const collector = collectorOf(stride, { ...LATER, timestamps: true });
  const own = StrideCollector.setTimestamp({ n: 1 }, new Date(0));
  const bare = { n: 2 };
  const before = Date.now();
  collector.collect('a', [own, bare]);
  await collector.stop();
  const [first, second] = stride.totals.find('a')!.events;
  expect(first).toEqual({ n: 1, $timestamp: '1970-01-01T00:00:00.000Z' });
  expect(Date.parse(String(second!.$timestamp))).toBeGreaterThanOrEqual(before);
  expect(bare).toEqual({ n: 2 });
});

const circle: { self?: object } = {};
circle.self = circle;

test.each<[string, string, unknown]>([
  ['invalid_stream', '1a', { n: 1 }],
  ['invalid_stream', 'a.b', { n: 1 }],
  ['invalid_event', 'a', 'text'],
  ['invalid_event', 'a', null],
  ['invalid_event', 'a', [[1]]],
  ['invalid_event', 'a', circle],
  ['invalid_event', 'a', { n: 1n }],
  ['invalid_event', 'a', { $id: null }],
  ['invalid_event', 'a', new Date()],
  ['too_large', 'a', { text: 'x'.repeat(300_000) }],
])('%s: dropped, counted and not thrown', async (reason, stream, event) => {
  const stride = await receiver();
  const collector = collectorOf(stride, LATER);
  expect(collector.collect(stream, event as object)).toBe(false);
  expect(collector.collect('a', { n: 2 })).toBe(true);
  await collector.stop();
  expect(collector.accounting).toMatchObject({ accepted: 2, delivered: 1, dropped: { [reason]: 1 } });
  expect(stride.totals.find('a')!.events).toEqual([{ n: 2 }]);
});

test('what is held is bounded: the oldest goes, and onError is told', async () => {
  const stride = await receiver();
  const errors: Error[] = [];
  const collector = collectorOf(stride, {
    flushIntervalMillis: 1,
    maxBacklogBytes: 2000,
    timeoutMillis: 50,
    onError: (error) => errors.push(error),
  });
  await stride.faults.refuse();
  for (let n = 0; n < 20; n += 1) {
    collector.collect('a', { n, text: 'x'.repeat(200) });
    await collector.flush();
  }
  const { accepted, dropped, held } = collector.accounting;
  expect(dropped.queue_full).toBeGreaterThan(0);
  expect(held).toBeLessThan(10);
  expect(held + dropped.queue_full!).toBe(accepted);
  await expect.poll(() => errors.some((error) => error instanceof DroppedError), inTime).toBe(true);
});

test('what the server refuses is dropped as rejected, and the next is sent', async () => {
  const stride = await receiver();
  const { lines, logger } = noted();
  const collector = collectorOf(stride, { ...LATER, logger });
  stride.faults.answerNext(1, { status: 400, body: { message: 'bad request' } });
  collector.collect('a', { n: 1 });
  await collector.flush();
  collector.collect('a', { n: 2 });
  await collector.stop();
  expect(collector.accounting).toMatchObject({ delivered: 1, dropped: { rejected: 1 } });
  expect(lines.join('\n')).toContain('bad request');
});

test('stop() during a hang returns within its deadline', async () => {
  const stride = await receiver();
  const collector = collectorOf(stride, LATER);
  stride.faults.failNext(1, 'hang-before');
  collector.collect('a', StrideCollector.setId({ n: 1 }, 1));
  await collector.stop({ timeoutMillis: 100 });
  expect(collector.accounting).toMatchObject({ accepted: 1, delivered: 0, inFlight: 0, held: 0 });
  expect(collector.collect('a', { n: 2 })).toBe(false);
  expect(collector.accounting.dropped.shutdown).toBe(2);
  expect(() => collector.start()).toThrow(/shut down/);
});

test.each([
  () => StrideCollector.setId({}, null),
  () => StrideCollector.setId({}, undefined),
  () => StrideCollector.setId({}, 1n),
  () => StrideCollector.setTimestamp({}, new Date(Number.NaN)),
  () => StrideCollector.setTimestamp({}, 'now' as never),
  () => StrideCollector.setTimestamp([] as never),
])('what cannot be a time or an id throws', (call) => {
  expect(call).toThrow(StrideError);
});
