import { systemClock } from '@otelwire/core';
import { describe, expect, test } from 'vitest';
import { classicClient, EZ_KEY, ezClient, fieldsOf, inTime, itemsOf, server, USER_KEY } from './server.ts';

const clock = { ...systemClock, now: () => 1_700_000_000_900 };

describe('points of EZ in the background', () => {
  test('go out together as JSON, counts and values in requests of their own, each with its second', async () => {
    const stathat = await server();
    const client = ezClient(stathat, { clock });
    client.tick('orders');
    client.count('orders', 2.5);
    client.value('load', 0.275);
    client.value('load', -3, { timestamp: 1_363_118_126.7 });
    client.value('load', 4, { timestamp: new Date(1_363_118_127_999) });
    await client.flush();
    expect(
      stathat.requests.map(({ method, path, headers }) => [method, path, headers['content-type']]),
    ).toEqual([
      ['POST', '/ez', 'application/json'],
      ['POST', '/ez', 'application/json'],
    ]);
    const bodies = stathat.bodies
      .map((body) => JSON.parse(body))
      .sort((a) => ('count' in a.data[0] ? -1 : 1));
    expect(bodies).toEqual([
      {
        ezkey: EZ_KEY,
        data: [
          { stat: 'orders', count: 1, t: 1_700_000_000 },
          { stat: 'orders', count: 2.5, t: 1_700_000_000 },
        ],
      },
      {
        ezkey: EZ_KEY,
        data: [
          { stat: 'load', value: 0.275, t: 1_700_000_000 },
          { stat: 'load', value: -3, t: 1_363_118_126 },
          { stat: 'load', value: 4, t: 1_363_118_127 },
        ],
      },
    ]);
    expect(client.accounting).toEqual({ accepted: 5, delivered: 5, held: 0, inFlight: 0, dropped: {} });
  });

  test('are at most so many a request', async () => {
    const stathat = await server();
    const client = ezClient(stathat, { maxItems: 3 });
    for (let i = 0; i < 7; i += 1) client.count('n', i);
    await client.flush();
    expect(stathat.bodies.map((body) => JSON.parse(body).data.length)).toEqual([3, 3, 1]);
    expect(itemsOf(stathat).map(({ count }) => count)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  test('are 500 a request by default', async () => {
    const stathat = await server();
    const client = ezClient(stathat);
    for (let i = 0; i < 1001; i += 1) client.count('n');
    await client.flush();
    expect(stathat.bodies.map((body) => JSON.parse(body).data.length).sort()).toEqual([1, 500, 500]);
  });

  test('go out by themselves after the flush interval', async () => {
    const stathat = await server();
    const client = ezClient(stathat);
    client.tick('orders');
    await expect.poll(() => stathat.requests.length, inTime).toBe(1);
    await expect.poll(() => client.accounting.delivered, inTime).toBe(1);
  });

  test.each([{ bulk: false }, { dialect: 'ezstat' as const }])('are forms with %j', async (options) => {
    const stathat = await server();
    const client = ezClient(stathat, { clock, ...options });
    client.count('a&b=c é', 1);
    client.count('more', 1_000_000);
    client.value('load', 0.5);
    await client.flush();
    expect(new Set(stathat.requests.map(({ path }) => path))).toEqual(new Set(['/ez']));
    expect(stathat.requests.map(fieldsOf).sort((a, b) => (a.stat! < b.stat! ? -1 : 1))).toEqual([
      { ezkey: EZ_KEY, stat: 'a&b=c é', count: '1', t: '1700000000' },
      { ezkey: EZ_KEY, stat: 'load', value: '0.5', t: '1700000000' },
      { ezkey: EZ_KEY, stat: 'more', count: '1000000', t: '1700000000' },
    ]);
  });

  test('go to a path of the endpoint', async () => {
    const stathat = await server();
    const client = ezClient(stathat, { endpoint: `http://127.0.0.1:${stathat.port}/proxy/stathat/` });
    client.tick('orders');
    await client.flush();
    expect(stathat.requests[0]!.path).toBe('/proxy/stathat/ez');
  });
});

test('points of classic are a form each, counts to /c and values to /v', async () => {
  const stathat = await server();
  const client = classicClient(stathat, { clock });
  client.tick('SKEY');
  client.count('SKEY', 5);
  client.value('SKEY', 0.275, { timestamp: 1_363_118_126 });
  await client.flush();
  const seen = stathat.requests.map((request) => [request.path, fieldsOf(request)]);
  expect(seen.sort()).toEqual([
    ['/c', { key: 'SKEY', ukey: USER_KEY, count: '1', t: '1700000000' }],
    ['/c', { key: 'SKEY', ukey: USER_KEY, count: '5', t: '1700000000' }],
    ['/v', { key: 'SKEY', ukey: USER_KEY, value: '0.275', t: '1363118126' }],
  ]);
});

describe('what cannot be sent', () => {
  test('is dropped by reason, and throws nothing', async () => {
    const stathat = await server();
    const client = ezClient(stathat);
    client.count('');
    client.count(7 as never);
    client.count([] as never);
    client.count('n', Number.NaN);
    client.value('n', Number.POSITIVE_INFINITY);
    client.value('n', '3' as never);
    client.count('n', 1, { timestamp: Date.now() });
    client.count('n', 1, { timestamp: new Date(Number.NaN) });
    client.count('n', 1, { timestamp: 0 });
    client.count('n', 1, 'now' as never);
    client.count('n', 1, {
      get timestamp(): number {
        throw new Error('no');
      },
    });
    await client.flush();
    expect(stathat.requests).toEqual([]);
    expect(client.accounting).toMatchObject({
      accepted: 11,
      delivered: 0,
      dropped: {
        invalid_stat: 3,
        not_finite: 3,
        timestamp_in_millis: 1,
        invalid_timestamp: 2,
        invalid_options: 2,
      },
    });
  });

  test('of classic: what is no key', async () => {
    const stathat = await server();
    const client = classicClient(stathat);
    client.tick('');
    client.tick(['a', 'b'] as never);
    expect(client.accounting.dropped).toEqual({ invalid_stat: 2 });
  });
});

test('one stat of a client has the calls, too', async () => {
  const stathat = await server();
  const client = ezClient(stathat, { clock });
  const stat = client.stat('awesome stuff');
  stat.tick();
  stat.count(5);
  stat.value(0.275, { timestamp: 1_363_118_126 });
  await client.flush();
  expect(itemsOf(stathat)).toHaveLength(3);
  expect(itemsOf(stathat)).toEqual(
    expect.arrayContaining([
      { stat: 'awesome stuff', count: 1, t: 1_700_000_000 },
      { stat: 'awesome stuff', count: 5, t: 1_700_000_000 },
      { stat: 'awesome stuff', value: 0.275, t: 1_363_118_126 },
    ]),
  );
  expect(await stat.sendNow.count(2)).toBe(true);
  expect(fieldsOf(stathat.requests.at(-1)!)).toEqual({ ezkey: EZ_KEY, stat: 'awesome stuff', count: '2' });
});
