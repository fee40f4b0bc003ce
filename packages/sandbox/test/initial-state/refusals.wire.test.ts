import { describe, expect, test } from 'vitest';
import type { InitialStateReceiverOptions } from '../../src/initial-state/options.ts';
import { ask, askJson } from '../http/request.ts';
import { codesOf, keys, openReceiver, postBucket, postEvents } from './open-receiver.ts';

const event = { key: 'k', value: 1 };

describe('no event of a request is taken', () => {
  test.each<[string, unknown, string[]]>([
    ['that is no JSON', '[{"key":"k","value":NaN}]', ['bad-json']],
    ['that is empty', [], ['bad-json']],
    ['that is a number', 5, ['bad-json']],
    ['with something that is no object', [event, 5], ['bad-json']],
    ['without a key', [event, { value: 1 }], ['bad-key']],
    ['with an empty key', [{ ...event, key: '' }], ['bad-key']],
    ['with a key of 101 characters', [{ ...event, key: 'x'.repeat(101) }], ['key-too-long']],
    ['without a value', [{ key: 'k' }], ['bad-value']],
    ['with null', [{ key: 'k', value: null }], ['bad-value']],
    ['with an object', [{ key: 'k', value: {} }], ['bad-value']],
    ['with 2001 characters', [{ key: 'k', value: 'x'.repeat(2001) }], ['value-too-long']],
    ['with milliseconds', [{ ...event, epoch: Date.now() }], ['timestamp-not-seconds']],
    ['with a text for an epoch', [{ ...event, epoch: 'now' }], ['bad-timestamp']],
    ['with no time in iso8601', [{ ...event, iso8601: 'now' }], ['bad-timestamp']],
    ['with a field that nothing reads', [{ ...event, time: 1 }], ['unknown-field']],
  ])('%s', async (_name, events, codes) => {
    const receiver = await openReceiver();
    const { status, body } = await postEvents(receiver, events);
    expect([status, JSON.parse(body)]).toEqual([400, { message: expect.stringMatching(/\w/) }]);
    expect([codesOf(receiver), receiver.totals.eventCount]).toEqual([codes, 0]);
  });
});

test('a key of 100 characters and a value of 2000 are taken', async () => {
  const receiver = await openReceiver();
  expect((await postEvents(receiver, { key: 'k'.repeat(100), value: 'x'.repeat(2000) })).status).toBe(204);
});

describe('a bucket is refused', () => {
  test.each<[string, unknown, string]>([
    ['without a key', { bucketName: 'a' }, 'no-bucket-key'],
    ['with a key of 251 characters', { bucketKey: 'x'.repeat(251) }, 'bad-bucket-key'],
    ['with : in its key', { bucketKey: 'a:b' }, 'bad-bucket-key'],
    ['with " in its key', { bucketKey: 'a"b' }, 'bad-bucket-key'],
    ["with ' in its key", { bucketKey: "a'b" }, 'bad-bucket-key'],
    ['with a name of 251 characters', { bucketKey: 'a', bucketName: 'x'.repeat(251) }, 'name-too-long'],
    ['in a list', [], 'bad-json'],
  ])('%s', async (_name, bucket, code) => {
    const receiver = await openReceiver();
    expect([(await postBucket(receiver, bucket)).status, codesOf(receiver)]).toEqual([400, [code]]);
    expect(receiver.totals.buckets.size).toBe(1);
  });
});

test('requests to other paths, by other methods, encoded or of other types are refused', async () => {
  const receiver = await openReceiver();
  const { http } = receiver.endpoints;
  const body = JSON.stringify(event);
  const type = { 'content-type': 'application/json' };
  const answers = [
    await ask(`${http}/streams`, { headers: keys }),
    await ask(`${http}/buckets`, { method: 'GET', headers: keys }),
    await ask(`${http}/events`, { headers: { ...keys, ...type, 'content-encoding': 'gzip' }, body }),
    await ask(`${http}/events`, { headers: { ...keys, 'content-type': 'text/plain' }, body }),
    await askJson(`${http}/events`, event, { 'x-is-accesskey': 'a' }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([404, 405, 400, 400, 400]);
  expect(codesOf(receiver)).toEqual([...Array(4).fill('bad-request'), 'no-bucket-key']);
});

describe('an access key', () => {
  test('that is missing or unknown is 401', async () => {
    const receiver = await openReceiver({ accessKeys: ['ist_key'] });
    expect((await askJson(`${receiver.endpoints.http}/events`, event)).status).toBe(401);
    expect((await postEvents(receiver, event, { 'x-is-accesskey': 'wrong' })).status).toBe(401);
    expect((await postEvents(receiver, event)).status).toBe(204);
    expect(codesOf(receiver)).toEqual(['no-access-key', 'unauthorized']);
  });

  test('that was disabled is 403, in plain text', async () => {
    const receiver = await openReceiver();
    receiver.faults.disableKey('ist_key');
    const { status, headers, body } = await postBucket(receiver, { bucketKey: 'a' });
    expect([status, headers['content-type'], body]).toEqual([403, 'text/plain', 'ACCESS_DENIED_KEY']);
  });
});

test('a removed bucket is never taken again', async () => {
  const receiver = await openReceiver();
  receiver.faults.removeBucket('shop');
  const answers = [await postBucket(receiver, { bucketKey: 'shop' }), await postEvents(receiver, event)];
  for (const { status, body } of answers) {
    expect([status, JSON.parse(body)]).toEqual([
      400,
      { message: { error: { type: 'BUCKET_REMOVED', message: expect.any(String) } } },
    ]);
  }
  expect(codesOf(receiver)).toEqual(['bucket-removed', 'bucket-removed']);
});

describe('limits', () => {
  test('of a month: 402, until it is another month', async () => {
    const receiver = await openReceiver({ maxEventsPerMonth: 3 });
    expect((await postEvents(receiver, [event, event])).status).toBe(204);
    const { status, body } = await postEvents(receiver, [event, event]);
    expect([status, JSON.parse(body)]).toEqual([
      402,
      { message: 'Event limit exceeded for current cycle...' },
    ]);
    expect((await postEvents(receiver, [event])).status).toBe(204);
    expect((await postEvents(receiver, [event])).status).toBe(402);
    receiver.faults.setEventsLeft(1);
    expect((await postEvents(receiver, [event])).status).toBe(204);
    expect(receiver.totals.eventCount).toBe(4);
  });

  test.each<[string, InitialStateReceiverOptions, string | undefined]>([
    ['with Retry-After', {}, '60'],
    ['without it', { rateLimit: { retryAfter: false } }, undefined],
  ])('of calls: 429 %s', async (_name, { rateLimit }, retryAfter) => {
    const receiver = await openReceiver({ rateLimit: { calls: 2, windowMillis: 60_000, ...rateLimit } });
    const remaining = [];
    for (let i = 0; i < 2; i += 1) {
      remaining.push((await postEvents(receiver, event)).headers['x-ratelimit-remaining']);
    }
    expect(remaining).toEqual(['1', '0']);
    const { status, headers } = await postEvents(receiver, event);
    expect([status, headers['retry-after']]).toEqual([429, retryAfter]);
    expect(Number(headers['x-ratelimit-reset'])).toBeGreaterThan(Date.now() / 1000);
    expect((await postBucket(receiver, { bucketKey: 'a' })).status).toBe(429);
    expect((await postEvents(receiver, event, { 'x-is-accesskey': 'other' })).status).toBe(204);
    expect(receiver.totals.eventCount).toBe(3);
  });

  test('of events and bytes in a request: 413', async () => {
    const receiver = await openReceiver({ maxEventsPerRequest: 10, maxBodyBytes: 2000 });
    expect((await postEvents(receiver, Array(10).fill(event))).status).toBe(204);
    expect((await postEvents(receiver, Array(11).fill(event))).status).toBe(413);
    expect((await postEvents(receiver, { key: 'k', value: 'x'.repeat(1999) })).status).toBe(413);
    expect([receiver.totals.eventCount, codesOf(receiver)]).toEqual([
      10,
      ['too-many-events', 'body-too-large'],
    ]);
  });

  test('of bytes are a million by default', async () => {
    const receiver = await openReceiver();
    const events = Array(500).fill({ key: 'k', value: 'x'.repeat(2000) });
    expect((await postEvents(receiver, events)).status).toBe(413);
  });
});
