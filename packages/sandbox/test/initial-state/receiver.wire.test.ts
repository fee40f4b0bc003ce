import { describe, expect, test } from 'vitest';
import { createInitialStateReceiver } from '../../src/initial-state/receiver.ts';
import { ask } from '../http/request.ts';
import { testCertificate } from '../listen/certificate.ts';
import { codesOf, keys, openReceiver, postBucket, postEvents } from './open-receiver.ts';

const epoch = Math.floor(Date.now() / 1000) + 0.25;

test.each([
  ['http', undefined],
  ['https', testCertificate],
])('%s takes events of all kinds and answers 204 with the rate limit', async (scheme, http) => {
  const receiver = await openReceiver({ http });
  expect(receiver.endpoints.http).toMatch(new RegExp(`^${scheme}://127\\.0\\.0\\.1:\\d+/api$`));
  const { status, headers, body } = await postEvents(receiver, [
    { key: 'temperature', value: 21.5, epoch },
    { key: 'door', value: true, iso8601: '2026-01-01T00:00:00.5Z' },
    { key: 'mood', value: ':beer:', epoch: `${epoch}`, iso8601: '2026-01-01T00:00:00Z' },
  ]);
  expect([status, body, codesOf(receiver)]).toEqual([204, '', []]);
  expect(headers).toMatchObject({ 'x-ratelimit-limit': '30', 'x-ratelimit-remaining': '29' });
  const series = ['temperature', 'door', 'mood'].map((key) => receiver.totals.find('shop', key)!.events);
  expect(series).toMatchObject([
    [{ key: 'temperature', value: 21.5, epoch, isTimed: true }],
    [{ key: 'door', value: true, epoch: Date.UTC(2026, 0, 1) / 1000 + 0.5, isTimed: true }],
    [{ key: 'mood', value: ':beer:', epoch, isTimed: true }],
  ]);
});

test('a bucket is made once, and asked for as often as one likes', async () => {
  const receiver = await createInitialStateReceiver();
  const bucket = { bucketKey: 'a', bucketName: 'A :beer:' };
  const statuses = [(await postEvents(receiver, [{ key: 'k', value: 1 }], { 'x-is-bucketkey': 'a' })).status];
  for (let i = 0; i < 3; i += 1) statuses.push((await postBucket(receiver, bucket)).status);
  statuses.push((await postEvents(receiver, { key: 'k', value: 1 }, { 'x-is-bucketkey': 'a' })).status);
  expect(statuses).toEqual([409, 201, 204, 204, 204]);
  expect(receiver.totals.buckets.get('a')).toMatchObject({
    bucketName: 'A :beer:',
    createCount: 3,
    eventCount: 1,
  });
  expect(codesOf(receiver)).toEqual(['unknown-bucket']);
  receiver.reset();
  expect(receiver.totals).toMatchObject({ eventCount: 0, requestCount: 0, badRequestCount: 0 });
  expect((await postBucket(receiver, bucket)).status).toBe(204);
  await receiver.close();
});

test('all can be said in a query, and the versions are told', async () => {
  const receiver = await openReceiver();
  const { http } = receiver.endpoints;
  expect((await ask(`${http}/buckets?accessKey=k&bucketKey=b&bucketName=B`)).status).toBe(201);
  const query = '?accessKey=k&bucketKey=b&light=on&heat=3';
  expect((await ask(`${http}/events${query}`, { method: 'GET' })).status).toBe(204);
  expect(receiver.totals.find('b', 'light')?.values).toEqual(['on']);
  expect(receiver.totals.find('b', 'heat')?.values).toEqual(['3']);
  const versions = await ask(`${http}/versions`, { method: 'GET' });
  expect([versions.status, JSON.parse(versions.body)]).toEqual([200, ['0.0.1', '0.0.2', '0.0.3', '0.0.4']]);
});

test('what was sent twice is told from what was recorded twice', async () => {
  const receiver = await openReceiver();
  const event = { key: 'k', value: 1, epoch };
  await postEvents(receiver, [event, { ...event, value: 2 }, { ...event, epoch: epoch + 1 }]);
  await postEvents(receiver, [
    { key: 'k', value: 3 },
    { key: 'k', value: 3 },
  ]);
  expect(receiver.totals.duplicateCount).toBe(0);
  await postEvents(receiver, [event]);
  expect(receiver.totals).toMatchObject({ eventCount: 6, duplicateCount: 1 });
  expect(receiver.totals.find('shop', 'k')).toMatchObject({ eventCount: 6, duplicateCount: 1 });
});

test('the latest value is that of the latest time, however late it came', async () => {
  const receiver = await openReceiver();
  await postEvents(receiver, [
    { key: 'k', value: 2, epoch },
    { key: 'k', value: 1, epoch: epoch - 60 },
  ]);
  expect(receiver.totals.find('shop', 'k')?.latest).toMatchObject({ value: 2, epoch });
});

test('an event of ten years ago is one of now', async () => {
  const receiver = await openReceiver();
  await postEvents(receiver, [{ key: 'k', value: 1, epoch: 1_400_000_000 }]);
  const [event] = receiver.totals.find('shop', 'k')!.events;
  expect(event).toMatchObject({ isTimed: false });
  expect(event!.epoch).toBeGreaterThan(epoch - 2);
});

test('records and bad requests are told', async () => {
  const receiver = await openReceiver();
  const told: unknown[] = [];
  receiver.on('record', ({ bucketKey, key, value }) => told.push([bucketKey, key, value]));
  receiver.on('badRequest', ({ defects }) => told.push(defects.map(({ code }) => code)));
  await postEvents(receiver, [{ key: 'k', value: 1 }]);
  await postEvents(receiver, [{ key: 'k' }]);
  expect(told).toEqual([['shop', 'k', 1], ['bad-value']]);
});

describe('a version is wanted', () => {
  test.each([
    ['~0', 204],
    ['<=0.0.4', 204],
    ['0.0.1', 204],
    ['^0.0.4', 204],
    ['>=0.0.2 <0.0.4', 204],
    ['0', 204],
    ['*', 204],
    ['~1', 400],
    ['0.0.5', 400],
    ['>0.0.4', 400],
    ['~0.1', 400],
    ['latest', 400],
  ])('%s: %d', async (range, status) => {
    const receiver = await openReceiver();
    const answered = await postEvents(receiver, [{ key: 'k', value: 1 }], { 'accept-version': range });
    expect([answered.status, codesOf(receiver)]).toEqual([status, status === 204 ? [] : ['bad-version']]);
  });
});

test('lenient mode takes the good events, and makes the bucket', async () => {
  const receiver = await openReceiver({ strict: false });
  const events = [{ key: 'k', value: 1 }, { key: 'k' }, { key: 'm', value: 1, epoch: 1.7e12, more: 1 }];
  expect((await postEvents(receiver, events, { 'x-is-bucketkey': 'new' })).status).toBe(204);
  expect([receiver.totals.eventCount, codesOf(receiver)]).toEqual([2, ['bad-value']]);
  expect([...receiver.totals.buckets.get('new')!.series.keys()]).toEqual(['k', 'm']);
});

test('keys come in headers, and are kept with the request', async () => {
  const receiver = await openReceiver();
  await postEvents(receiver, { key: 'k', value: 1 });
  expect(receiver.totals.requests.kept).toMatchObject([
    { method: 'POST', path: '/api/events', headers: keys, body: '{"key":"k","value":1}' },
  ]);
});
