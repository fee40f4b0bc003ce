import { describe, expect, test } from 'vitest';
import type { StatHatReceiverOptions } from '../../src/stathat/options.ts';
import { testCertificate } from '../listen/certificate.ts';
import { codesOf, openReceiver, postBulk, postForm } from './open-receiver.ts';

test.each([
  ['http', undefined],
  ['https', testCertificate],
])('%s takes points and answers 204 without a body', async (scheme, http) => {
  const receiver = await openReceiver({ http });
  expect(receiver.endpoints.http).toMatch(new RegExp(`^${scheme}://127\\.0\\.0\\.1:\\d+$`));
  const answered = await postForm(receiver, '/ez', { ezkey: 'k', stat: 'orders', count: '3', t: '60' });
  expect(answered).toMatchObject({ status: 204, body: '' });
  expect(receiver.totals.find('orders')).toMatchObject({ kind: 'count', count: 3, pointCount: 1 });
});

test('counts are summed and values are averaged by minute, as StatHat does', async () => {
  const receiver = await openReceiver();
  await postBulk(receiver, [
    { stat: 'orders', count: 2, t: 60 },
    { stat: 'orders', count: 3, t: 119 },
    { stat: 'orders', count: 5, t: 120 },
    { stat: 'load', value: 1, t: 60 },
    { stat: 'load', value: 2, t: 61 },
    { stat: 'load', value: -4, t: 120 },
  ]);
  const { totals } = receiver;
  expect(totals.find('orders')!.count).toBe(10);
  expect([...totals.find('orders')!.countsByMinute]).toEqual([[60, 5], [120, 5]]); // biome-ignore format: one pair a minute
  expect([...totals.find('load')!.averagesByMinute]).toEqual([[60, 1.5], [120, -4]]); // biome-ignore format: one pair a minute
  expect(totals.find('load')!.values).toEqual([1, 2, -4]);
  expect(totals).toMatchObject({ pointCount: 6, requestCount: 1, badRequestCount: 0 });
});

test('a point without a time is of the second in which it came', async () => {
  const receiver = await openReceiver();
  const before = Math.floor(Date.now() / 1000);
  await postForm(receiver, '/c', { key: 's', ukey: 'u', count: '1' });
  const [point] = receiver.totals.findClassic('s')!.points;
  expect(point).toMatchObject({ isTimed: false, timestamp: expect.any(Number) });
  expect(point!.timestamp).toBeGreaterThanOrEqual(before);
  expect(point!.timestamp).toBeLessThanOrEqual(Date.now() / 1000);
});

test('records, bad requests and requests are told, until nobody wants to know', async () => {
  const receiver = await openReceiver();
  const told: unknown[] = [];
  const stop = receiver.on('record', (point) => told.push(point));
  receiver.on('badRequest', ({ request, defects }) => told.push([request.body, defects[0]?.code]));
  receiver.on('request', ({ method, path }) => told.push(`${method} ${path}`));
  await postForm(receiver, '/v', { key: 's', ukey: 'u', value: '1e+06', t: '60' });
  stop();
  await postForm(receiver, '/v', { key: 's', ukey: 'u', value: '1', t: '60' });
  await postForm(receiver, '/ez', { stat: 'a' });
  expect(told).toEqual([
    'POST /v',
    { kind: 'value', stat: 's', value: 1e6, timestamp: 60, isTimed: true, api: 'classic', account: 'u' },
    'POST /v',
    'POST /ez',
    ['stat=a', 'no-key'],
  ]);
});

test('a wait in vain tells what came', async () => {
  const receiver = await openReceiver();
  await postForm(receiver, '/ez', { ezkey: 'k', stat: 'a~b', count: '2' });
  await postForm(receiver, '/ez', { ezkey: 'k', count: '2' });
  await expect(receiver.waitFor(({ pointCount }) => pointCount === 9, 10)).rejects.toThrow(
    /1 points.*\n.*2 requests.*1 bad.*\n.*no stat\n.*"a b": count 2/s,
  );
  receiver.reset();
  expect(receiver.totals).toMatchObject({ pointCount: 0, requestCount: 0, badRequestCount: 0 });
  expect([receiver.totals.stats.size, receiver.totals.requests.kept.length]).toEqual([0, 0]);
});

describe('keys', () => {
  const point = { ezkey: 'wrong', stat: 'a', count: '1' };

  test.each<[string, StatHatReceiverOptions, number, string]>([
    ['lost with success, as at StatHat', {}, 204, ''],
    ['refused if asked for', { strictKeys: true }, 200, '{"status":500,"msg":"no such ezkey"}'],
  ])('of EZ that are unknown are %s', async (_name, options, status, body) => {
    const receiver = await openReceiver({ ezKeys: ['right'], ...options });
    expect(await postForm(receiver, '/ez', point)).toMatchObject({ status, body });
    expect([codesOf(receiver), receiver.totals.pointCount]).toEqual([['unknown-key'], 0]);
    expect((await postForm(receiver, '/ez', { ...point, ezkey: 'right' })).status).toBe(204);
    expect(receiver.totals.pointCount).toBe(1);
  });

  test('of the classic API that are unknown are refused', async () => {
    const receiver = await openReceiver({ userKeys: ['u'], statKeys: ['s'] });
    for (const [ukey, key] of [
      ['u', 'x'],
      ['x', 's'],
    ] as const) {
      // biome-ignore format: a pair a line
      expect((await postForm(receiver, '/c', { ukey, key, count: '1' })).body).toBe(
        '{"status":500,"msg":"invalid keys"}',
      );
    }
    expect((await postForm(receiver, '/c', { ukey: 'u', key: 's', count: '1' })).status).toBe(204);
  });
});

describe('dialects', () => {
  test('2011 answers a single stat with a body', async () => {
    const receiver = await openReceiver({ dialect: '2011' });
    const { status, body } = await postForm(receiver, '/ez', { ezkey: 'k', stat: 'a', count: '1' });
    expect([status, body, body.length]).toEqual([200, '{"status":200,"msg":"ok"}', 25]);
  });

  test('ezstat answers in texts, counts one by itself, and knows no bulk JSON', async () => {
    const receiver = await openReceiver({ dialect: 'ezstat' });
    const { status, body } = await postForm(receiver, '/ez', { ezkey: 'k', stat: 'a' });
    expect([status, body]).toEqual([200, '{"status":"ok","msg":"ok"}']);
    expect(receiver.totals.find('a')?.count).toBe(1);
    const bulk = await postBulk(receiver, [{ stat: 'a', count: 1 }]);
    expect([bulk.status, JSON.parse(bulk.body)]).toEqual([
      200,
      { status: 'error', msg: 'no ezkey specified' },
    ]);
  });
});

test('lenient mode takes what only may be wrong', async () => {
  const receiver = await openReceiver({ strict: false });
  const point = { ezkey: 'k', stat: 'x'.repeat(300), count: '0x10', t: '1700000000000', b: '' };
  expect((await postForm(receiver, '/ez', point)).status).toBe(204);
  expect((await postForm(receiver, '/ez', { ezkey: 'k', stat: 'a', count: 'x' })).status).toBe(200);
  expect([receiver.totals.pointCount, codesOf(receiver)]).toEqual([1, ['bad-count']]);
});
