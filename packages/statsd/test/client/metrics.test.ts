import { expect, test } from 'vitest';
import { dogstatsdLines, statsdLines } from './lines.ts';

test('a gauge has the value it was set to', async () => {
  const lines = await statsdLines({}, (client) => {
    client.gauge('queue.length', 12);
    client.gauge('load', 0.25);
  });
  expect(lines).toEqual(['queue.length:12|g', 'load:0.25|g']);
});

test('a gauge below zero is first set to zero, where a sign means a change', async () => {
  expect(await statsdLines({}, (client) => client.gauge('temperature', -4))).toEqual([
    'temperature:0|g',
    'temperature:-4|g',
  ]);
  expect(await dogstatsdLines({}, (client) => client.gauge('temperature', -4))).toEqual(['temperature:-4|g']);
});

test('a gauge delta carries its sign', async () => {
  const lines = await statsdLines({}, (client) => {
    client.gaugeDelta('users', 3);
    client.gaugeDelta('users', -2.5);
    client.gaugeDelta('users', 0);
  });
  expect(lines).toEqual(['users:+3|g', 'users:-2.5|g', 'users:+0|g']);
});

test('a gauge delta for the Datadog Agent is dropped, counted, and said once', async () => {
  const warnings: string[] = [];
  const logger = {
    error() {},
    warn: (message: string) => void warnings.push(message),
    info() {},
    debug() {},
  };
  let dropped: unknown;
  const lines = await dogstatsdLines({ logger }, (client) => {
    client.gaugeDelta('users', 3);
    client.gaugeDelta('users', 3);
    dropped = client.accounting.dropped;
  });
  expect([lines, dropped]).toEqual([[], { gauge_delta_unsupported: 2 }]);
  expect(warnings).toEqual([expect.stringContaining('gauge_delta_unsupported')]);
});

test('counters go up and down by one, or by what is said', async () => {
  const lines = await statsdLines({}, (client) => {
    client.counter('jobs', 5);
    client.increment('jobs');
    client.increment('jobs', 2);
    client.decrement('jobs');
    client.decrement('jobs', 0.5);
  });
  expect(lines).toEqual(['jobs:5|c', 'jobs:1|c', 'jobs:2|c', 'jobs:-1|c', 'jobs:-0.5|c']);
});

test('a member of a set is text or a number', async () => {
  const lines = await statsdLines({}, (client) => {
    client.set('users', 'ada');
    client.set('users', 42);
    client.set('users', 'a|b:c\nd');
  });
  expect(lines).toEqual(['users:ada|s', 'users:42|s', 'users:a_b_c_d|s']);
});

test('a long member of a set is cut, and stays different from others that begin the same', async () => {
  const lines = await dogstatsdLines({}, (client) => {
    client.set('urls', `${'x'.repeat(300)}1`);
    client.set('urls', `${'x'.repeat(300)}2`);
  });
  expect(new Set(lines).size).toBe(2);
  expect(lines.map(({ length }) => length)).toEqual([207, 207]);
});

test('Telegraf gets no member that begins with a sign, and nobody but Datadog one with a colon', async () => {
  const lines = await statsdLines({ target: 'telegraf' }, (client) => {
    client.set('ids', -5);
    client.set('ids', 'a:b');
  });
  expect(lines).toEqual(['ids:_5|s', 'ids:a_b|s']);
});

test('a timer has milliseconds, as the shortest decimal', async () => {
  const lines = await statsdLines({}, (client) => {
    client.timer('request', 12.345);
    client.timer('request', 5000);
  });
  expect(lines).toEqual(['request:12.345|ms', 'request:5000|ms']);
});

test('a negative time is dropped where the server would refuse it', async () => {
  expect(await statsdLines({}, (client) => client.timer('request', -1))).toEqual([]);
  expect(await dogstatsdLines({}, (client) => client.timer('request', -1))).toEqual(['request:-1|ms']);
});

test('distributions and histograms have types of their own', async () => {
  const lines = await dogstatsdLines({}, (client) => {
    client.distribution('size', 1.5);
    client.histogram('size', 2);
  });
  expect(lines).toEqual(['size:1.5|d', 'size:2|h']);
});

test('what a target does not take is dropped with its reason', async () => {
  let dropped: unknown;
  const lines = await dogstatsdLines({ target: 'etsy' }, (client) => {
    client.distribution('size', 1);
    client.histogram('size', 1);
    client.event({ title: 'deploy', text: '' });
    client.serviceCheck({ name: 'db', status: 'ok' });
    client.gauge('now', 1, { timestamp: 1 });
    dropped = client.accounting.dropped;
  });
  expect([lines, dropped]).toEqual([
    [],
    {
      distribution_unsupported: 1,
      histogram_unsupported: 1,
      event_unsupported: 1,
      service_check_unsupported: 1,
      timestamp_unsupported: 1,
    },
  ]);
});

test('a timestamp is in seconds, comes last, and the call is never sampled', async () => {
  const lines = await dogstatsdLines(
    { containerId: 'abc', originDetection: true, random: () => 0.99 },
    (client) => {
      client.gauge('g', 1, { timestamp: 1_658_934_092 });
      client.counter('c', 1, { timestamp: new Date(1_658_934_092_900), sampleRate: 0.1, tags: { a: 'b' } });
    },
  );
  expect(lines).toEqual(['g:1|g|c:abc|T1658934092', 'c:1|c|#a:b|c:abc|T1658934092']);
});

test('a timestamp that is none is dropped: milliseconds, the time before 1970, NaN', async () => {
  let dropped: unknown;
  await dogstatsdLines({}, (client) => {
    for (const timestamp of [Date.now(), 0, -5, Number.NaN, new Date(Number.NaN)])
      client.gauge('g', 1, { timestamp });
    dropped = client.accounting.dropped;
  });
  expect(dropped).toEqual({ invalid_timestamp: 5 });
});

test('what is no number, no name or no member is dropped and counted', async () => {
  let accounting: unknown;
  const lines = await statsdLines({}, (client) => {
    client.gauge('g', Number.NaN);
    client.counter('c', Number.POSITIVE_INFINITY);
    client.gauge('', 1);
    client.set('s', '');
    client.set('s', Number.NaN);
    client.set('s', undefined as unknown as string);
    client.increment('n', '1' as unknown as number);
    accounting = client.accounting;
  });
  expect(lines).toEqual([]);
  expect(accounting).toEqual({
    accepted: 7,
    delivered: 0,
    held: 0,
    inFlight: 0,
    dropped: { not_finite: 4, invalid_name: 1, empty_value: 1, invalid_value: 1 },
  });
});

test('the prefix stands before every name, with one dot between', async () => {
  expect(await statsdLines({ prefix: 'shop' }, (client) => client.increment('orders'))).toEqual([
    'shop.orders:1|c',
  ]);
  expect(await statsdLines({ prefix: 'shop.' }, (client) => client.increment('orders'))).toEqual([
    'shop.orders:1|c',
  ]);
});

test('numbers are written without exponent', async () => {
  const lines = await statsdLines({}, (client) => {
    client.counter('large', 1e21);
    client.counter('small', 1e-7);
    client.gauge('zero', -0);
  });
  expect(lines).toEqual(['large:1000000000000000000000|c', 'small:0.0000001|c', 'zero:0|g']);
});
