import { createMemoryTransport, systemClock } from '@otelwire/core';
import { expect, test } from 'vitest';
import { GraphiteClient } from '../../src/client/index.ts';
import { graphiteLines, NOW, refusals } from './lines.ts';

test('points are written one after another, from anything that can be iterated', async () => {
  function* generate() {
    for (let i = 0; i < 3; i += 1) yield { path: 'generated', value: i, timestamp: 1_700_000_000 + i };
  }
  const lines = await graphiteLines({ intervalSeconds: 10 }, (client) => {
    client.sendAll([
      { path: 'a', value: 1, tags: { x: 'y' } },
      { path: 'b', value: 2, timestamp: new Date(1_700_000_000_000), intervalSeconds: 60 },
    ]);
    client.sendAll(new Set([{ path: 'c', value: 3 }]));
    client.sendAll(generate());
    client.sendAll([]);
  });
  expect(lines).toEqual([
    'a;x=y 1 1700000000',
    'b 2 1699999980',
    'c 3 1700000000',
    'generated 0 1700000000',
    'generated 1 1700000000',
    'generated 2 1700000000',
  ]);
});

test('points without a timestamp are of one moment, however long writing them takes', async () => {
  let now = NOW * 1000;
  const clock = { ...systemClock, now: () => (now += 1000) };
  const points = Array.from({ length: 3 }, (_, i) => ({ path: `p${i}`, value: i }));
  const lines = await graphiteLines({ clock }, (client) => {
    client.sendAll(points);
    client.send('later', 1);
  });
  expect(lines.map((line) => Number(line.split(' ')[2]) - NOW)).toEqual([1, 1, 1, 2]);
});

test('a point that cannot be sent is counted, and does not keep the others', async () => {
  const transport = createMemoryTransport();
  const client = new GraphiteClient({ transport });
  const thrower = {
    get path(): string {
      throw new Error('no');
    },
    value: 1,
  };
  const points = [{ path: 'a', value: Number.NaN }, thrower, null, undefined, 5, { path: 'b' }];
  client.sendAll([...(points as never[]), { path: 'last', value: 1, timestamp: 1 }]);
  await client.close();
  expect(transport.text).toBe('last 1 1\n');
  expect(client.accounting.dropped).toEqual({ not_finite: 2, invalid_point: 4 });
});

test('what cannot be iterated, or throws on the way, is counted once', async () => {
  function* broken() {
    yield { path: 'a', value: Number.NaN };
    throw new Error('no');
  }
  const dropped = await refusals((client) => {
    for (const points of [undefined, null, 5, {}, broken()]) client.sendAll(points as never);
  });
  expect(dropped).toEqual({ invalid_points: 5, not_finite: 1 });
});
