import { createMemoryTransport } from '@otelwire/core';
import { describe, expect, test } from 'vitest';
import { FakeClock } from '../../../core/test/transport/fake-clock.ts';
import { StatsdClient } from '../../src/client/index.ts';
import { dogstatsdLines, statsdLines } from './lines.ts';
import { dogstatsdClient, receiver, statsdClient } from './receiver.ts';

const aggregationIntervalMillis = 60_000;
const aggregated = { aggregationIntervalMillis };

test('counts of a series add up to one record', async () => {
  const server = await receiver();
  const client = dogstatsdClient({ endpoint: server.endpoints.udp, ...aggregated });
  const tags = { route: '/users', paid: true };
  for (let i = 0; i < 100; i += 1) client.increment('hits', 1, { tags: { ...tags } });
  client.counter('hits', 0.5, { tags });
  client.decrement('hits', 20, { tags });
  client.increment('hits');
  await client.flush();
  const totals = await server.waitFor(({ recordCount }) => recordCount === 2);
  expect(totals.find('c', 'hits', { route: '/users', paid: 'true' })?.sum).toBe(80.5);
  expect(totals.find('c', 'hits')?.sum).toBe(1);
  expect(client.accounting).toEqual({ accepted: 103, delivered: 103, held: 0, inFlight: 0, dropped: {} });
});

test('a gauge is the level that was said last', async () => {
  const lines = await statsdLines(aggregated, (client) => {
    for (const level of [5, 7, -4]) client.gauge('below', level);
    for (const level of [-4, 7, 0.5]) client.gauge('above', level);
  });
  expect(lines).toEqual(['below:0|g', 'below:-4|g', 'above:0.5|g']);
});

test('changes of a gauge add up, to a level that was said or to the one of the server', async () => {
  const lines = await statsdLines(aggregated, async (client) => {
    client.gaugeDelta('unsaid', 3);
    client.gaugeDelta('unsaid', -5);
    client.gauge('said', 10);
    client.gaugeDelta('said', -4);
    client.gaugeDelta('said.later', 3);
    client.gauge('said.later', 10);
    await client.flush();
    client.gaugeDelta('said', 2);
  });
  expect(lines).toEqual(['unsaid:-2|g', 'said:6|g', 'said.later:10|g', 'said:+2|g']);
});

test('a set names each of its members once', async () => {
  const server = await receiver({ dialect: 'plain' });
  const client = statsdClient({ endpoint: server.endpoints.udp, ...aggregated });
  for (let i = 0; i < 90; i += 1) client.set('users', `user${i % 3}`);
  await client.flush();
  const totals = await server.waitFor(({ recordCount }) => recordCount === 3);
  expect(totals.find('s', 'users')?.members).toEqual(new Set(['user0', 'user1', 'user2']));
  expect(client.accounting).toMatchObject({ accepted: 90, delivered: 90 });
});

test('each timer, histogram, distribution, event and check stays a record, and goes out at once', async () => {
  const lines = await dogstatsdLines(aggregated, (client) => {
    client.increment('hits');
    for (const value of [1, 1]) client.timer('query', value);
    client.histogram('size', 2);
    client.distribution('size', 2);
    client.event({ title: 'a', text: 'b' });
    client.serviceCheck({ name: 'db', status: 'ok' });
  });
  expect(lines).toEqual([
    'query:1|ms',
    'query:1|ms',
    'size:2|h',
    'size:2|d',
    '_e{1,1}:a|b',
    '_sc|db|0',
    'hits:1|c',
  ]);
});

test('calls with a timestamp stay records, behind what was said of their series before', async () => {
  const lines = await dogstatsdLines(aggregated, (client) => {
    client.gauge('level', 1);
    client.gauge('level', 2, { timestamp: 1_700_000_000 });
    client.gauge('level', 3);
    client.counter('hits', 4, { timestamp: 1_700_000_000 });
  });
  expect(lines).toEqual(['level:1|g', 'level:2|g|T1700000000', 'hits:4|c|T1700000000', 'level:3|g']);
});

test('calls with a sample rate are all counted, since nothing is saved by leaving some out', async () => {
  const random = () => {
    throw new Error('asked');
  };
  const lines = await statsdLines({ ...aggregated, sampleRate: 0.5, random }, (client) => {
    for (let i = 0; i < 10; i += 1) client.increment('hits', 1, { sampleRate: 0.1 });
    client.increment('hits');
  });
  expect(lines).toEqual(['hits:11|c']);
});

test('options that the application changes and passes again are read anew', async () => {
  const options = { tags: { route: '/a' } as Record<string, string> };
  const lines = await dogstatsdLines(aggregated, (client) => {
    client.increment('hits', 1, options);
    options.tags.route = '/b';
    client.increment('hits', 1, options);
    options.tags = { route: '/a' };
    client.increment('hits', 1, options);
  });
  expect(lines).toEqual(['hits:2|c|#route:/a', 'hits:1|c|#route:/b']);
});

test('a series is the same in whatever form and from whichever child it comes, and has its tags sorted', async () => {
  const lines = await dogstatsdLines({ ...aggregated, prefix: 'shop' }, (client) => {
    client.gauge('cart.size', 1, { tags: ['b:2', 'a:1'] });
    client.gauge('cart.size', 2, { tags: { a: 1, b: 2 } });
    client.child({ prefix: 'cart' }).gauge('size', 3, { tags: { b: '2', a: '1' } });
    client.child({ tags: { a: 1 } }).gauge('cart.size', 4, { tags: { b: 2 } });
  });
  expect(lines).toEqual(['shop.cart.size:4|g|#a:1,b:2']);
});

test('what makes no sense is dropped as without aggregation, and spoils nothing', async () => {
  let dropped: unknown;
  const lines = await statsdLines({ ...aggregated, maxPayloadBytes: 256 }, async (client) => {
    client.increment('hits', 2);
    client.increment('hits', Number.NaN);
    client.increment('hits', true as never);
    client.increment('', 1);
    client.increment('hits', 1, { sampleRate: 2 });
    client.gauge('hits', Number.POSITIVE_INFINITY);
    client.gauge('hits', 1, { tags: 'a:b' as never });
    client.gaugeDelta('hits', Number.NaN);
    client.set('users', '');
    for (let i = 0; i < 3; i += 1)
      client.increment('long', 1, { tags: { a: 'b'.repeat(180), c: 'd'.repeat(99) } });
    await client.flush();
    dropped = client.accounting.dropped;
    expect(client.accounting).toMatchObject({ accepted: 12, delivered: 1 });
  });
  expect(lines).toEqual(['hits:2|c']);
  expect(dropped).toEqual({
    not_finite: 4,
    invalid_name: 1,
    invalid_sample_rate: 1,
    invalid_options: 1,
    empty_value: 1,
    too_large: 3,
  });
});

test('amounts whose sum is no number any more are sent apart', async () => {
  const lines = await statsdLines(aggregated, (client) => {
    for (const amount of [1e308, 1e308, -1e308]) client.counter('hits', amount);
    for (const change of [1e308, 1e308, -1e308]) client.gaugeDelta('level', change);
  });
  const amounts = lines.map((line) => [
    line.split(':')[0],
    Number.parseFloat(line.slice(line.indexOf(':') + 1)),
  ]);
  expect(amounts).toEqual([
    ['hits', 1e308],
    ['level', 1e308],
    ['level', 1e308],
    ['level', -1e308],
    ['hits', 0],
  ]);
});

describe('a record is written', () => {
  test('when the interval has passed, and not again until the series is called', async () => {
    const transport = createMemoryTransport();
    const clock = new FakeClock();
    const client = new StatsdClient({
      transport,
      clock,
      aggregationIntervalMillis: 2000,
      flushIntervalMillis: 100,
    });
    const pass = async (millis: number) => {
      clock.advance(millis);
      await new Promise(setImmediate);
    };
    client.increment('hits', 3);
    await pass(1999);
    await pass(0);
    expect(client.accounting).toMatchObject({ accepted: 1, delivered: 0, inFlight: 1 });
    await pass(1);
    await pass(100);
    expect(transport.text).toBe('hits:3|c\n');
    client.increment('hits', 4);
    await pass(2000);
    await pass(100);
    for (let i = 0; i < 5; i += 1) await pass(2000);
    client.increment('hits', 5);
    await pass(2000);
    await pass(100);
    expect(transport.text).toBe('hits:3|c\nhits:4|c\nhits:5|c\n');
  });

  test('by flush and by close, of a child too', async () => {
    const transport = createMemoryTransport();
    const client = new StatsdClient({ transport, ...aggregated });
    const child = client.child();
    client.increment('hits');
    await child.flush();
    client.increment('hits', 2);
    await child.close();
    child.increment('hits', 3);
    await Promise.all([client.close(), client.close()]);
    client.increment('hits', 4);
    child.gauge('level', 4);
    client.set('users', 4);
    expect(transport.text).toBe('hits:1|c\nhits:2|c\nhits:3|c\n');
    expect(client.accounting).toEqual({
      accepted: 6,
      delivered: 3,
      held: 0,
      inFlight: 0,
      dropped: { shutdown: 3 },
    });
  });

  test('to whom it is shown', async () => {
    const shown: string[] = [];
    const debug = (record: string) => void shown.push(record);
    const lines = await statsdLines({ ...aggregated, debug }, (client) => {
      for (const value of [1, -2]) client.gauge('level', value);
      for (const member of ['a', 'b', 'a']) client.set('users', member);
    });
    expect(shown).toEqual(['level:0|g\nlevel:-2|g', 'users:a|s', 'users:b|s']);
    expect(lines).toEqual(shown.flatMap((record) => record.split('\n')));
  });
});
