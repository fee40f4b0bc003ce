import { systemClock, type Transport } from '@otelwire/core';
import { afterEach, describe, expect, it } from 'vitest';
import { type Answer, afterwards, cleanUp } from '../../../core/test/http/http-server.ts';
import { batchOf, inMillis } from '../../../core/test/transport/batches.ts';
import { type BucketTransportOptions, createBucketTransport } from '../../src/transport/bucket-transport.ts';
import { Account } from '../account.ts';

afterEach(cleanUp);

const bucket = { key: 'shop', name: 'The shop' };
const event = (value: number) => ({ key: 'orders', value, epoch: 1_700_000_000 + value });
const payload = (...values: number[]) => JSON.stringify(values.map(event));

function transportTo(account: Account, options: Partial<BucketTransportOptions> = {}): Transport {
  const transport = createBucketTransport({
    url: new URL(account.endpoint),
    clock: systemClock,
    accessKey: account.accessKey,
    bucket: () => bucket,
    createBucket: true,
    maxEventsPerRequest: 2,
    maxRequestsPerSecond: 1000,
    proxy: 'none',
    ...options,
  });
  afterwards(() => transport.close(inMillis(100)));
  return transport;
}

const valuesIn = (account: Account) => account.eventsOf('shop').map(({ value }) => value);

describe('a bucket', () => {
  it('is made before the first events, once', async () => {
    const account = await Account.open();
    const transport = transportTo(account);
    expect(await transport.send(batchOf(payload(1), payload(2, 3)), inMillis(5000))).toEqual({
      delivered: 2,
    });
    expect(await transport.send(batchOf(payload(4)), inMillis(5000))).toEqual({ delivered: 1 });
    expect(account.paths).toEqual(['/api/buckets', '/api/events', '/api/events', '/api/events']);
    expect(account.buckets).toEqual(new Map([['shop', 'The shop']]));
    expect(valuesIn(account)).toEqual([1, 2, 3, 4]);
  });

  it('that is there already is as good', async () => {
    const account = await Account.open();
    account.buckets.set('shop', 'The shop');
    expect(await transportTo(account).send(batchOf(payload(1)), inMillis(5000))).toEqual({ delivered: 1 });
  });

  it('is tried again with the next events as long as it could not be made', async () => {
    const account = await Account.open((response) => response.destroy());
    const transport = transportTo(account);
    const first = await transport.send(batchOf(payload(1)), inMillis(100));
    expect(first).toMatchObject({ delivered: 0, error: { retryable: true } });
    expect(first.error?.message).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/buckets /);
    expect(await transport.send(batchOf(payload(1)), inMillis(5000))).toEqual({ delivered: 1 });
    expect(valuesIn(account)).toEqual([1]);
  });

  it('is not asked for where the server has none', async () => {
    const account = await Account.open(204);
    const transport = transportTo(account, { createBucket: false });
    expect(await transport.send(batchOf(payload(1)), inMillis(5000))).toEqual({ delivered: 1 });
    expect(account.paths).toEqual(['/api/events']);
  });
});

describe('a server', () => {
  it('that finds a request too large gets its halves', async () => {
    const max2: Answer = (response, { body }) =>
      response.writeHead(JSON.parse(body.toString()).length > 2 ? 413 : 204).end();
    const account = await Account.open(201, max2, max2, max2, max2, max2, max2, max2);
    const transport = transportTo(account);
    expect(await transport.send(batchOf(payload(1, 2, 3, 4, 5)), inMillis(5000))).toEqual({ delivered: 1 });
    const sizes = account.requests.slice(1).map(({ body }) => JSON.parse(body.toString()).length);
    expect(sizes).toEqual([5, 3, 2, 1, 2]);
  });

  it('that says that its rate limit is used up is left alone until the reset', async () => {
    const usedUp: Answer = (response) =>
      response.writeHead(204, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '3' }).end();
    const account = await Account.open(201, usedUp);
    const transport = transportTo(account);
    expect(await transport.send(batchOf(payload(1)), inMillis(1000))).toEqual({ delivered: 1 });
    const outcome = await transport.send(batchOf(payload(2)), inMillis(1000));
    expect(outcome.error?.message).toContain('its rate limit is used up');
    expect(account.paths).toHaveLength(2);
  });

  it('gets no more requests than are allowed before the deadline; the others are to be sent later', async () => {
    const account = await Account.open();
    const transport = transportTo(account, { maxRequestsPerSecond: 3, maxEventsPerRequest: 1 });
    const batch = batchOf(payload(1), payload(2), payload(3), payload(4));
    const outcome = await transport.send(batch, inMillis(500));
    expect(outcome.delivered).toBe(2);
    expect(outcome.error?.message).toMatch(
      /is sent no more than 3 requests a second \(maxRequestsPerSecond\), and the time for it was over$/,
    );
    expect(outcome.error?.retryable).toBe(true);
    expect(valuesIn(account)).toEqual([1, 2]);
  });

  it('counts halves and repetitions, too: what comes after them waits for them', async () => {
    const max2: Answer = (response, { body }) =>
      response.writeHead(JSON.parse(body.toString()).length > 2 ? 413 : 204).end();
    const account = await Account.open(201, max2, max2, 503, 204);
    const transport = transportTo(account, { maxRequestsPerSecond: 5 });
    // the bucket, the whole, and its halves, of which the second is put off once
    expect(await transport.send(batchOf(payload(1, 2, 3, 4)), inMillis(5000))).toEqual({ delivered: 1 });
    expect(account.paths).toHaveLength(5);
    const outcome = await transport.send(batchOf(payload(5)), inMillis(300));
    expect(outcome.error?.message).toContain('(maxRequestsPerSecond)');
  });

  it('that hangs does not keep close from ending in time', async () => {
    const account = await Account.open(201, () => {});
    const transport = transportTo(account);
    const sending = transport.send(batchOf(payload(1)), inMillis(60_000));
    while (account.paths.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    await transport.close(inMillis(50));
    expect(await sending).toMatchObject({ delivered: 0, error: expect.anything() });
  });
});

describe('a closed transport', () => {
  it('waits for no turn of the rate limit, and sends nothing', async () => {
    const account = await Account.open();
    const transport = transportTo(account, { maxRequestsPerSecond: 0.01 });
    const sending = transport.send(batchOf(payload(1)), inMillis(600_000));
    while (account.paths.length < 1) await new Promise((resolve) => setTimeout(resolve, 5));
    await transport.close(inMillis(20));
    expect((await sending).error?.message).toMatch(/ is closed$/);
    expect((await transport.send(batchOf(payload(1)), inMillis(1000))).error?.message).toMatch(/ is closed$/);
    expect(account.paths).toEqual(['/api/buckets']);
  });
});

it('payloads with few events are joined, and share their fate', async () => {
  const account = await Account.open('take', 'take', 400);
  const transport = transportTo(account, { maxEventsPerRequest: 4 });
  const batch = batchOf(payload(1), payload(2, 3), payload(4, 5), payload(6), payload(7, 8, 9, 10));
  const outcome = await transport.send(batch, inMillis(5000));
  const sizes = account.requests.slice(1).map(({ body }) => JSON.parse(body.toString()).length);
  expect(sizes).toEqual([3, 3, 4]);
  expect(valuesIn(account)).toEqual([1, 2, 3, 7, 8, 9, 10]);
  expect(outcome.delivered).toBe(5);
  expect(outcome.lost?.map(({ payload: lost, reason }) => [lost, reason])).toEqual([
    [2, 'rejected'],
    [3, 'rejected'],
  ]);
});

describe('the address', () => {
  it('keeps its path and its query', async () => {
    const account = await Account.open(201, 204);
    const url = new URL(`${account.endpoint}/v1/?tenant=7`);
    await transportTo(account, { url }).send(batchOf(payload(1)), inMillis(5000));
    expect(account.paths).toEqual(['/api/v1/buckets?tenant=7', '/api/v1/events?tenant=7']);
  });
});
