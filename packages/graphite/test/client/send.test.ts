import { createMemoryTransport } from '@otelwire/core';
import { describe, expect, test } from 'vitest';
import { GraphiteClient } from '../../src/client/index.ts';
import { graphiteLines, NOW, refusals } from './lines.ts';

describe('a point', () => {
  test('is of now, in whole seconds', async () => {
    const lines = await graphiteLines({}, (client) => client.send('shop.orders', 12.5));
    expect(lines).toEqual([`shop.orders 12.5 ${NOW}`]);
  });

  test('has the time that it is given, as a date or in seconds with fractions', async () => {
    const lines = await graphiteLines({}, (client) => {
      client.send('a', 1, { timestamp: new Date('2023-11-14T22:13:20.999Z') });
      client.send('a', 2, { timestamp: 1_700_000_001 });
      client.send('a', 3, { timestamp: 1_700_000_002.9 });
    });
    expect(lines).toEqual(['a 1 1700000000', 'a 2 1700000001', 'a 3 1700000002']);
  });

  test('may be of any second that carbon stores', async () => {
    const lines = await graphiteLines({}, (client) => {
      client.send('a', 1, { timestamp: 1 });
      client.send('a', 1, { timestamp: 2 ** 32 - 1 });
      client.send('a', 1, { timestamp: new Date(2 ** 32 * 1000 - 1) });
    });
    expect(lines).toEqual(['a 1 1', 'a 1 4294967295', 'a 1 4294967295']);
  });

  test('has its number in plain digits, and no sign on zero', async () => {
    const values = [0, -0, -4.25, 1e21, 5e-7, 0.1 + 0.2, Number.MAX_SAFE_INTEGER];
    const lines = await graphiteLines({}, (client) => {
      for (const value of values) client.send('a', value);
    });
    expect(lines.map((line) => line.split(' ')[1])).toEqual([
      '0',
      '0',
      '-4.25',
      '1000000000000000000000',
      '0.0000005',
      '0.30000000000000004',
      '9007199254740991',
    ]);
  });
});

describe('an interval', () => {
  test('of the client puts points at its multiples', async () => {
    const lines = await graphiteLines({ intervalSeconds: 10 }, (client) => {
      client.send('a', 1);
      client.send('a', 2, { timestamp: 1_700_000_019.99 });
      client.send('a', 3, { timestamp: new Date(1_700_000_020_000) });
    });
    expect(lines).toEqual(['a 1 1700000000', 'a 2 1700000010', 'a 3 1700000020']);
  });

  test('of a call takes the place of that of the client', async () => {
    const lines = await graphiteLines({ intervalSeconds: 10 }, (client) => {
      client.send('a', 1, { intervalSeconds: 1 });
      client.send('a', 2, { intervalSeconds: 60 });
      client.send('a', 3, { intervalSeconds: undefined });
    });
    expect(lines).toEqual([`a 1 ${NOW}`, 'a 2 1699999980', 'a 3 1700000000']);
  });

  test('of a call aligns where the client has none', async () => {
    const lines = await graphiteLines({}, (client) => client.send('a', 2, { intervalSeconds: 60 }));
    expect(lines).toEqual(['a 2 1699999980']);
  });
});

describe('a call that cannot be sent is counted with its reason', () => {
  const any = (value: unknown) => value as never;

  test.each([
    ['invalid_timestamp', Number.NaN],
    ['invalid_timestamp', Number.POSITIVE_INFINITY],
    ['invalid_timestamp', Number.NEGATIVE_INFINITY],
    ['invalid_timestamp', -1],
    ['invalid_timestamp', -0.5],
    ['invalid_timestamp', 0],
    ['invalid_timestamp', 2 ** 32],
    ['invalid_timestamp', 1e11],
    ['timestamp_in_millis', 1e11 + 1],
    ['timestamp_in_millis', Date.now()],
    ['timestamp_in_millis', Number.MAX_VALUE],
    ['invalid_timestamp', new Date('never')],
    ['invalid_timestamp', new Date(-1)],
    ['invalid_timestamp', new Date(2 ** 32 * 1000)],
    ['invalid_timestamp', null],
    ['invalid_timestamp', '1700000000'],
    ['invalid_timestamp', 1_700_000_000n],
    ['invalid_timestamp', Symbol('now')],
  ])('%s for the time %s', async (reason, timestamp) => {
    expect(await refusals((client) => client.send('a', 1, any({ timestamp })))).toEqual({ [reason]: 1 });
  });

  test.each([0, -10, 0.5, 86_401, Number.NaN, Number.POSITIVE_INFINITY, '10', null])(
    'invalid_interval for the interval %s',
    async (interval) => {
      expect(await refusals((client) => client.send('a', 1, any({ intervalSeconds: interval })))).toEqual({
        invalid_interval: 1,
      });
    },
  );

  test('invalid_timestamp for a time whose interval begins before all time', async () => {
    const options = { timestamp: 30, intervalSeconds: 60 };
    expect(await refusals((client) => client.send('a', 1, options))).toEqual({ invalid_timestamp: 1 });
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, '5', 5n, null, undefined, {}])(
    'not_finite for the value %s',
    async (value) => {
      expect(await refusals((client) => client.send('a', any(value)))).toEqual({ not_finite: 1 });
    },
  );

  test.each(['', undefined, null, 5, {}, Symbol('path')])('invalid_path for the path %s', async (path) => {
    expect(await refusals((client) => client.send(any(path), 1))).toEqual({ invalid_path: 1 });
  });

  test.each([
    ['tags', 'a:b'],
    ['tags', ['a:b']],
    ['tags', 5],
    ['options', 1_700_000_000],
    ['options', null],
  ])('invalid_%s for %s', async (what, given) => {
    const options = what === 'tags' ? { tags: given } : given;
    expect(await refusals((client) => client.send('a', 1, any(options)))).toEqual({ [`invalid_${what}`]: 1 });
  });

  test('invalid_options for what throws when it is read', async () => {
    const thrower = new Proxy(
      {},
      {
        get: () => {
          throw new Error('no');
        },
        ownKeys: () => {
          throw new Error('no');
        },
      },
    );
    const dropped = await refusals((client) => {
      client.send('a', 1, thrower);
      client.send('a', 1, { tags: thrower });
    });
    expect(dropped).toEqual({ invalid_options: 2 });
  });

  test('and the first of each reason is said to the logger', async () => {
    const warnings: string[] = [];
    const warn = (message: string) => void warnings.push(message);
    const logger = { error() {}, warn, info() {}, debug() {} };
    const client = new GraphiteClient({ transport: createMemoryTransport(), logger });
    for (let i = 0; i < 3; i += 1) client.send('a', 1, { timestamp: Date.now() });
    await client.close();
    expect(warnings).toEqual([expect.stringContaining('timestamp_in_millis')]);
  });
});

test('what is too long for a record is refused, and what came before and after is sent', async () => {
  const transport = createMemoryTransport();
  const client = new GraphiteClient({ transport, maxPayloadBytes: 256 });
  client.send('before', 1, { timestamp: 1 });
  client.send('a'.repeat(190), 1, { tags: { key: 'x'.repeat(100) } });
  client.send('after', 2, { timestamp: 2 });
  await client.close();
  expect(transport.text).toBe('before 1 1\nafter 2 2\n');
  expect(client.accounting).toMatchObject({ accepted: 3, delivered: 2, dropped: { too_large: 1 } });
});
