import { expect, test } from 'vitest';
import { StrideClient, StrideCollector, StrideError } from '../../src/client/index.ts';
import { API_KEY, clientOf, collectorOf, receiver } from './server.ts';

const QUERY = { query: 'SELECT count(*) FROM app_events' };

test('Stride(api_key, endpoint, timeout)', async () => {
  const stride = await receiver({ secretKeys: ['another'] });
  expect(await clientOf(stride, { apiKey: 'another' }).get('/collect')).toEqual({
    statusCode: 200,
    data: [],
  });
  expect((await clientOf(stride).get('/collect')).statusCode).toBe(401);
  stride.faults.failNext(1, 'hang-before');
  const hanging = clientOf(stride, { timeoutMillis: 50 }).get('/collect');
  await expect(hanging).rejects.toThrow(/did not answer within 50 ms/);
  expect(() => new StrideClient({ apiKey: '' })).toThrow(/apiKey/);
});

test('get, post, put and delete', async () => {
  const stride = await receiver();
  const client = clientOf(stride);
  expect((await client.post('/collect/app_events', { x: 42 })).statusCode).toBe(200);
  expect((await client.get('/collect')).data).toEqual(['app_events']);
  expect((await client.post('/process/p', QUERY)).statusCode).toBe(201);
  expect((await client.put('/process/p', { ttl: { duration: '1 day' } })).statusCode).toBe(200);
  expect((await client.get('/process/p')).data).toMatchObject({ ...QUERY, ttl: { duration: '1 day' } });
  expect((await client.delete('/process/p')).statusCode).toBe(200);
  expect((await client.get('/process/p')).statusCode).toBe(404);
  expect(stride.totals.find('app_events')!.events).toEqual([{ x: 42 }]);
});

test('a path that is not valid is not asked for', async () => {
  const stride = await receiver();
  const client = clientOf(stride);
  for (const path of ['/v1/collect', 'collect', '/collect/1a', '/nope', undefined as never]) {
    await expect(client.get(path)).rejects.toThrow(/is not valid for GET/);
    expect(() => client.subscribe(path)).toThrow(StrideError);
  }
  expect(stride.totals.requestCount).toBe(0);
});

test('errors of the network reject', async () => {
  const stride = await receiver();
  const client = clientOf(stride);
  stride.faults.failNext(1, 'reset-before');
  await expect(client.get('/collect')).rejects.toMatchObject({ status: 0, retryable: false });
  stride.faults.failNext(1, 'cut-body');
  await expect(client.get('/collect')).rejects.toBeInstanceOf(StrideError);
  await stride.faults.refuse();
  await expect(client.get('/collect')).rejects.toMatchObject({ status: 0, retryable: true });
});

test('only what is posted to /collect is in gzip, from 1 KiB on', async () => {
  const stride = await receiver();
  const client = clientOf(stride);
  const text = 'x'.repeat(1024);
  await client.post('/collect/a', { text });
  await client.post('/collect/a', { n: 1 });
  await client.post('/process/p', { query: `SELECT '${text}' FROM a` });
  await client.get('/collect');
  await clientOf(stride, { gzip: false }).post('/collect/a', { text });
  const encodings = stride.totals.requests.kept.map(({ headers }) => headers['content-encoding']);
  expect(encodings).toEqual(['gzip', undefined, undefined, undefined, undefined]);
  expect(stride.totals.find('a')!.events).toEqual([{ text }, { n: 1 }, { text }]);
});

test('an empty object is an event, and elsewhere no body', async () => {
  const stride = await receiver();
  const client = clientOf(stride);
  await client.post('/collect/a', {});
  await client.post('/analyze/q', QUERY);
  expect((await client.post('/analyze/q/results', {})).statusCode).toBe(200);
  expect(stride.totals.requests.kept.map(({ body }) => body)).toEqual(['{}', JSON.stringify(QUERY), '']);
});

test('subscribe(path, sample)', async () => {
  const stride = await receiver();
  stride.totals.createStream('a');
  const events = clientOf(stride).subscribe('/collect/a', { sample: 100 });
  const first = events.next();
  await stride.waitFor(({ subscriptionCount }) => subscriptionCount === 1);
  stride.publish('/collect/a', { n: 1 });
  expect(await first).toEqual({ done: false, value: { n: 1 } });
  expect(stride.totals.requests.kept[0]!.query).toBe('sample=100');
});

test('Collector(flush_interval, batch_size)', async () => {
  const stride = await receiver();
  const byInterval = collectorOf(stride, { flushIntervalMillis: 5 });
  byInterval.collect('a', { n: 1 });
  await stride.waitFor(({ eventCount }) => eventCount === 1);
  const bySize = collectorOf(stride, { flushIntervalMillis: 60_000, batchSize: 2 });
  bySize.collect('a', { n: 2 });
  bySize.collect('a', { n: 3 });
  await stride.waitFor(({ eventCount }) => eventCount === 3);
});

test('start and stop', async () => {
  const stride = await receiver();
  const collector = new StrideCollector({ endpoint: stride.endpoints.http, apiKey: API_KEY });
  expect(collector.collect('a', { n: 0 })).toBe(false);
  collector.start();
  expect(() => collector.start()).toThrow(/started already/);
  collector.collect('a', { n: 1 });
  await collector.stop();
  await collector.stop();
  expect(collector.collect('a', { n: 2 })).toBe(false);
  expect(stride.totals.find('a')!.events).toEqual([{ n: 1 }]);
  expect(collector.accounting).toMatchObject({ delivered: 1, dropped: { not_started: 1, shutdown: 1 } });
});

test('collect(stream, events)', async () => {
  const stride = await receiver();
  const collector = collectorOf(stride);
  expect(collector.collect('a', { n: 1 })).toBe(true);
  expect(collector.collect('a', [{ n: 2 }, { n: 3 }])).toBe(true);
  expect(collector.collect('a', [])).toBe(true);
  await collector.stop();
  expect(stride.totals.find('a')!.events).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
});

test('201 is taken as well', async () => {
  const stride = await receiver();
  const collector = collectorOf(stride);
  stride.faults.answerNext(1, { status: 201 });
  collector.collect('a', { n: 1 });
  await collector.stop();
  expect(collector.accounting).toMatchObject({ delivered: 1, dropped: {} });
});

test('set_timestamp(event, datetime) and set_id(event, id)', async () => {
  const stride = await receiver();
  const event = StrideCollector.setTimestamp({ n: 1 }, new Date('2016-09-10T09:00:00.123Z'));
  const collector = collectorOf(stride);
  collector.collect('a', StrideCollector.setId(event, 'one'));
  await collector.stop();
  expect(stride.totals.find('a')!.events).toEqual([
    { n: 1, $timestamp: '2016-09-10T09:00:00.123Z', $id: 'one' },
  ]);
  expect(stride.totals.badRequests).toEqual([]);
});
