import { describe, expect, test } from 'vitest';
import { DroppedError, TransportError } from '../../src/client/index.ts';
import { eventsOf, inTime, receiver, streamerTo, valuesOf } from './streamer.ts';

describe('log', () => {
  test('sends numbers, text and booleans, with the time of the call', async () => {
    const server = await receiver();
    const streamer = streamerTo(server);
    const before = Date.now() / 1000;
    streamer.log('temperature', 21.5);
    streamer.log('signal_test', 'hi ☃ "quoted"\n');
    streamer.log('open', true);
    await streamer.flush();
    expect(valuesOf(server)).toEqual([
      ['temperature', 21.5],
      ['signal_test', 'hi ☃ "quoted"\n'],
      ['open', true],
    ]);
    for (const [, , epoch] of eventsOf(server)) {
      expect(epoch).toBeGreaterThanOrEqual(before - 0.001);
      expect(epoch).toBeLessThanOrEqual(Date.now() / 1000);
    }
    expect(server.totals.badRequests).toEqual([]);
    expect(streamer.accounting).toMatchObject({ accepted: 3, delivered: 3, dropped: {} });
  });

  test('takes a date or seconds as the time', async () => {
    const server = await receiver();
    const streamer = streamerTo(server);
    streamer.log('a', 1, new Date(1_700_000_000_123));
    streamer.log('b', 2, 1_700_000_000.5);
    await streamer.flush();
    expect(eventsOf(server)).toEqual([
      ['a', 1, 1_700_000_000.123],
      ['b', 2, 1_700_000_000.5],
    ]);
  });

  test.each<[string, unknown, unknown, unknown]>([
    ['invalid_key', '', 1, undefined],
    ['invalid_key', 7, 1, undefined],
    ['invalid_value', 'k', null, undefined],
    ['invalid_value', 'k', { nested: 1 }, undefined],
    ['not_finite', 'k', Number.NaN, undefined],
    ['not_finite', 'k', Number.NEGATIVE_INFINITY, undefined],
    ['too_large', 'k', 'x'.repeat(2001), undefined],
    ['invalid_timestamp', 'k', 1, 'yesterday'],
    ['invalid_timestamp', 'k', 1, new Date(Number.NaN)],
    ['invalid_timestamp', 'k', 1, -1],
    ['timestamp_in_millis', 'k', 1, 1_700_000_000_000],
  ])('counts as %s: log(%j, %j, %j)', async (reason, key, value, when) => {
    const server = await receiver();
    const streamer = streamerTo(server);
    streamer.log(key as string, value as number, when as number);
    await streamer.flush();
    expect(server.totals.requestCount).toBe(0);
    expect(streamer.accounting).toMatchObject({ accepted: 1, delivered: 0, dropped: { [reason]: 1 } });
  });

  test('does not throw of a date that cannot be read', async () => {
    const streamer = streamerTo(await receiver());
    streamer.log('k', 1, new Proxy(new Date(), {}));
    expect(streamer.accounting.dropped).toEqual({ invalid_timestamp: 1 });
  });

  test('sends the longest text in the worst spelling, and cuts long keys', async () => {
    const server = await receiver();
    const streamer = streamerTo(server, { maxEventsPerRequest: 5 });
    const longest = '\u0001'.repeat(2000);
    for (let i = 0; i < 20; i += 1) streamer.log(`${'\u0002'.repeat(150)}${i}`, longest);
    await streamer.flush();
    expect(server.totals.badRequests).toEqual([]);
    const events = valuesOf(server) as [string, string][];
    expect(events).toHaveLength(20);
    expect(new Set(events.map(([key]) => key)).size).toBe(20);
    for (const [key, value] of events) expect([key.length <= 100, value === longest]).toEqual([true, true]);
  });
});

describe('what was logged is sent', () => {
  test('at bufferSize, at once', async () => {
    const server = await receiver();
    const streamer = streamerTo(server, { bufferSize: 4 });
    for (let i = 0; i < 3; i += 1) streamer.log('n', i);
    expect(streamer.accounting.delivered).toBe(0);
    streamer.log('n', 3);
    await server.waitFor(({ eventCount }) => eventCount === 4);
    expect(server.totals.find('till', 'n')!.values).toEqual([0, 1, 2, 3]);
  });

  test('after the flush interval, when it is less', async () => {
    const server = await receiver();
    const streamer = streamerTo(server, { flushIntervalMillis: 20 });
    streamer.log('n', 1);
    await server.waitFor(({ eventCount }) => eventCount === 1);
    await expect.poll(() => streamer.accounting.delivered, inTime).toBe(1);
  });

  test('in requests of ten events, in order', async () => {
    const server = await receiver();
    const streamer = streamerTo(server);
    for (let i = 0; i < 35; i += 1) streamer.log('n', i);
    await streamer.flush();
    expect(server.totals.find('till', 'n')!.values).toEqual(Array.from({ length: 35 }, (_, i) => i));
    const bodies = server.totals.requests.kept.filter(({ path }) => path === '/api/events');
    expect(bodies.map(({ body }) => JSON.parse(body).length)).toEqual([10, 10, 10, 5]);
  });
});

describe('a server that is away', () => {
  test('gets everything when it comes back, and is told of once', async () => {
    const server = await receiver();
    await server.faults.refuse();
    const errors: unknown[] = [];
    const streamer = streamerTo(server, { timeoutMillis: 200, onError: (error) => errors.push(error) });
    for (let i = 0; i < 25; i += 1) streamer.log('n', i);
    await streamer.flush();
    expect(streamer.accounting).toMatchObject({ accepted: 25, delivered: 0, held: 25 });
    await server.faults.listenAgain();
    await server.waitFor(({ eventCount }) => eventCount === 25, inTime.timeout);
    expect(server.totals.duplicateCount).toBe(0);
    expect(errors).toEqual([expect.any(TransportError)]);
  });

  test('costs bounded memory: the oldest events go, and that is told', async () => {
    const server = await receiver();
    await server.faults.refuse();
    const errors: unknown[] = [];
    const streamer = streamerTo(server, {
      timeoutMillis: 100,
      maxBacklogBytes: 5000,
      onError: (error) => errors.push(error),
    });
    for (let i = 0; i < 1000; i += 1) streamer.log('n', i);
    await streamer.flush();
    const { accepted, dropped, held } = streamer.accounting;
    expect(accepted).toBe(held + dropped.queue_full!);
    expect([held > 0, held < 200]).toEqual([true, true]);
    expect(errors).toEqual([expect.any(TransportError), expect.any(DroppedError)]);
  });
});

test('an event whose answer got lost is sent again, with its time', async () => {
  const server = await receiver();
  const streamer = streamerTo(server, { createBucket: true });
  streamer.log('n', 0);
  await streamer.flush();
  server.faults.failNext(1, 'reset-after');
  streamer.log('n', 1);
  await streamer.flush();
  expect(server.totals.find('till', 'n')!.values).toEqual([0, 1, 1]);
  expect(server.totals.duplicateCount).toBe(1);
  expect(streamer.accounting).toMatchObject({ accepted: 2, delivered: 2, dropped: {} });
});

test('events that the server refuses are dropped, and told once until it takes some again', async () => {
  const server = await receiver();
  const errors: Error[] = [];
  const streamer = streamerTo(server, { onError: (error) => errors.push(error) });
  streamer.log('n', 0);
  await streamer.flush();
  server.faults.answerNext(2, { status: 400, body: { message: 'no such thing' } });
  for (let i = 1; i <= 3; i += 1) {
    streamer.log('n', i);
    await streamer.flush();
  }
  expect(server.totals.find('till', 'n')!.values).toEqual([0, 3]);
  expect(streamer.accounting).toMatchObject({ accepted: 4, delivered: 2, dropped: { rejected: 2 } });
  expect(errors).toEqual([expect.any(DroppedError)]);
  expect((errors[0]!.cause as Error).message).toContain('no such thing');
});
