import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { StrideReceiverOptions } from '../../src/stride/options.ts';
import { ask } from '../http/request.ts';
import { testCertificate } from '../listen/certificate.ts';
import { codesOf, headersOf, openReceiver, send } from './open-receiver.ts';

const event = { $timestamp: '2026-11-21T12:00:00.000000001Z', $id: 'a', name: 'orders', value: 3 };

test.each([
  ['http', undefined],
  ['https', testCertificate],
])('%s takes an event, a list, or lists by stream, and answers 200 without a body', async (scheme, http) => {
  const receiver = await openReceiver({ http });
  expect(receiver.endpoints.http).toMatch(new RegExp(`^${scheme}://127\\.0\\.0\\.1:\\d+/v1$`));
  const answers = [
    await send(receiver, 'POST /collect/clicks', event),
    await send(receiver, 'POST /collect/clicks', [{ ...event, $id: 'b' }, {}]),
    await send(receiver, 'POST /collect', {
      clicks: [{ n: 1 }],
      views: [{ $timestamp: '2016-09-10 09:00:00.123456' }],
    }),
    await send(receiver, 'POST /collect/clicks', []),
  ];
  expect(answers.map(({ status, body }) => [status, body])).toEqual(Array(4).fill([200, '']));
  expect(receiver.totals.find('clicks')!.events).toEqual([event, { ...event, $id: 'b' }, {}, { n: 1 }]);
  expect(receiver.totals).toMatchObject({ eventCount: 5, duplicateCount: 0, badRequestCount: 0 });
});

test('what was sent twice is told by its $id', async () => {
  const receiver = await openReceiver();
  await send(receiver, 'POST /collect/a', [event, { ...event, $id: 1 }, { ...event, $id: '1' }]);
  await send(receiver, 'POST /collect/b', event);
  expect(receiver.totals.duplicateCount).toBe(0);
  await send(receiver, 'POST /collect/a', [event, event]);
  expect(receiver.totals).toMatchObject({ eventCount: 6, duplicateCount: 2 });
  const stream = receiver.totals.find('a')!;
  expect(stream.distinctEvents).toHaveLength(3);
  expect([...stream.ids]).toEqual([['"a"', 3], ['1', 1], ['"1"', 1]]); // biome-ignore format: one pair an id
});

test('gzip is read, and counted as it came', async () => {
  const receiver = await openReceiver();
  const body = gzipSync(JSON.stringify(event));
  const headers = { ...headersOf(), 'content-encoding': 'gzip' };
  expect((await ask(`${receiver.endpoints.http}/collect/a`, { headers, body })).status).toBe(200);
  expect(receiver.totals.find('a')!.events).toEqual([event]);
  expect(receiver.totals.requests).toMatchObject({
    byteCount: body.length,
    kept: [{ body: JSON.stringify(event) }],
  });
});

test('streams are listed, told and deleted', async () => {
  const receiver = await openReceiver();
  await send(receiver, 'POST /collect', { b: [{}], a: [{}] });
  expect((await send(receiver, 'GET /collect')).body).toBe('["a","b"]');
  expect((await send(receiver, 'GET /collect/a')).body).toBe('{"name":"a"}');
  expect((await send(receiver, 'DELETE /collect/a')).status).toBe(200);
  expect((await send(receiver, 'GET /collect/a')).status).toBe(404);
  expect((await send(receiver, 'DELETE /collect/a')).status).toBe(404);
});

describe.each(['process', 'analyze'])('%s', (area) => {
  test('keeps what is saved, changes it and deletes it', async () => {
    const receiver = await openReceiver();
    const body = { query: 'SELECT 1', action: { type: 'MATERIALIZE' } };
    const created = await send(receiver, `POST /${area}/x`, body);
    expect([created.status, JSON.parse(created.body)]).toEqual([201, { name: 'x', ...body }]);
    await send(receiver, `PUT /${area}/x`, { ttl: 1 });
    expect(JSON.parse((await send(receiver, `GET /${area}/x`)).body)).toEqual({ name: 'x', ...body, ttl: 1 });
    expect((await send(receiver, `GET /${area}`)).body).toBe('["x"]');
    expect((await send(receiver, `DELETE /${area}/x`)).status).toBe(200);
    for (const method of ['GET', 'PUT', 'DELETE']) {
      expect((await send(receiver, `${method} /${area}/x`, {})).status).toBe(404);
    }
  });

  test('takes nothing without a query', async () => {
    const receiver = await openReceiver();
    for (const body of [undefined, [], {}, { query: '' }]) {
      expect((await send(receiver, `POST /${area}/x`, body)).status).toBe(400);
    }
    expect((await send(receiver, `GET /${area}/x`)).status).toBe(404);
  });
});

test('queries are answered by the test, saved or not, with their parameters', async () => {
  const answerQuery = (query: string, parameters: object) => [query, parameters];
  const receiver = await openReceiver({ answerQuery });
  await send(receiver, 'POST /analyze/q', { query: 'SELECT 2' });
  const results = [
    await send(receiver, 'POST /analyze', { query: 'SELECT 1' }),
    await send(receiver, 'GET /analyze/q/results?from=1'),
    await send(receiver, 'POST /analyze/q/results', { from: 2 }),
  ];
  expect(results.map(({ body }) => JSON.parse(body))).toEqual([
    ['SELECT 1', { query: 'SELECT 1' }],
    ['SELECT 2', { from: '1' }],
    ['SELECT 2', { from: 2 }],
  ]);
  expect((await send(receiver, 'GET /analyze/none/results')).status).toBe(404);
});

describe('a request is refused', () => {
  test.each<[string, string, unknown, Record<string, string>, number, string]>([
    ['at another path', 'POST /collect/a/b', {}, {}, 404, 'bad-request'],
    ['to a name with a dot', 'POST /collect/a.b', {}, {}, 404, 'bad-request'],
    ['by another method', 'PUT /collect/a', {}, {}, 405, 'bad-request'],
    ['without a key', 'POST /collect/a', {}, { authorization: '' }, 401, 'no-key'],
    ['with a token', 'POST /collect/a', {}, { authorization: 'Bearer a2V5Og==' }, 401, 'no-key'],
    ['with a password', 'POST /collect/a', {}, { authorization: 'Basic a2V5OmtleQ==' }, 401, 'unauthorized'],
    ['as text', 'POST /collect/a', {}, { 'content-type': 'text/plain' }, 415, 'content-type'],
    ['with bad gzip', 'POST /collect/a', {}, { 'content-encoding': 'gzip' }, 400, 'bad-encoding'],
    ['with brotli', 'POST /collect/a', {}, { 'content-encoding': 'br' }, 400, 'bad-encoding'],
    ['without JSON', 'POST /collect/a', '{"a":NaN}', {}, 400, 'bad-json'],
    ['without a body', 'POST /collect/a', undefined, {}, 400, 'bad-event'],
    ['with a number among events', 'POST /collect/a', [{}, 5], {}, 400, 'bad-event'],
    ['with a list for streams', 'POST /collect', [{}], {}, 400, 'bad-body'],
    ['with an event for a list', 'POST /collect', { a: {} }, {}, 400, 'bad-body'],
    ['with a bad name of a stream', 'POST /collect', { 'a-b': [{}] }, {}, 400, 'bad-stream-name'],
    ['with a null for $id', 'POST /collect/a', { $id: null }, {}, 400, 'bad-id'],
    ['with milliseconds', 'POST /collect/a', { $timestamp: 1_700_000_000_000 }, {}, 400, 'bad-timestamp'],
    ['with a local time', 'POST /collect/a', { $timestamp: '2026-01-01T00:00:00' }, {}, 400, 'bad-timestamp'],
    [
      'with a 13th month',
      'POST /collect/a',
      { $timestamp: '2026-13-01T00:00:00Z' },
      {},
      400,
      'bad-timestamp',
    ],
    ['with another field of $', 'POST /collect/a', { $name: 'a' }, {}, 400, 'reserved-field'],
  ])('%s', async (_name, what, json, headers, status, code) => {
    const receiver = await openReceiver();
    const answered = await send(receiver, what, json, headers);
    expect([answered.status, JSON.parse(answered.body)]).toEqual([
      status,
      { message: expect.stringMatching(/\w/) },
    ]);
    expect([codesOf(receiver), receiver.totals.eventCount]).toEqual([[code], 0]);
  });
});

test.each<[string, string, number]>([
  ['secret', 'POST /collect/a', 200],
  ['secret', 'GET /collect', 200],
  ['open', 'POST /collect/a', 200],
  ['open', 'POST /collect', 200],
  ['open', 'GET /collect', 403],
  ['open', 'POST /process/a', 403],
  ['wrong', 'POST /collect/a', 401],
])('the %s key may %s: %d', async (key, what, status) => {
  const receiver = await openReceiver({ secretKeys: ['secret'], openKeys: ['open'] });
  expect((await send(receiver, what, {}, headersOf(key))).status).toBe(status);
});

test.each<[string, StrideReceiverOptions]>([
  ['events', { maxEventsPerRequest: 2 }],
  ['bytes', { maxBodyBytes: 7 }],
])('too many %s are 413', async (_name, options) => {
  const receiver = await openReceiver(options);
  expect((await send(receiver, 'POST /collect/a', [{}, {}])).status).toBe(200);
  expect((await send(receiver, 'POST /collect/a', [{}, {}, {}])).status).toBe(413);
  expect(receiver.totals.eventCount).toBe(2);
});

test('lenient mode takes what nobody documents', async () => {
  const receiver = await openReceiver({ strict: false });
  const headers = { 'content-type': 'text/plain' };
  const answered = await send(receiver, 'POST /collect/a', { $timestamp: 1, $name: 'b' }, headers);
  expect([answered.status, codesOf(receiver)]).toEqual([200, []]);
});

test('of processes and queries the last 1000 are kept, each', async () => {
  const receiver = await openReceiver();
  for (let n = 0; n <= 1000; n += 1) await send(receiver, `POST /process/p${n}`, { query: 'SELECT 1' });
  const names = JSON.parse((await send(receiver, 'GET /process')).body);
  expect([names.length, names.includes('p0'), names.includes('p1000')]).toEqual([1000, false, true]);
});
