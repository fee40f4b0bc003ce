import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { graphiteClient, receiver, socketPath } from './receiver.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../../../core/test/transport/fixtures/${name}.pem`, import.meta.url));
const certificates = { cert: fixture('tls-server'), key: fixture('tls-server-key') };
const tls = { ca: fixture('tls-authority'), servername: 'localhost' };

const timestamp = 1_700_000_000;

test('lines arrive over UDP, in datagrams that carbon reads', async () => {
  const server = await receiver({ udp: true });
  const client = graphiteClient({ endpoint: server.endpoints.udp });
  for (let i = 0; i < 1000; i += 1) client.send('hits', i / 8, { timestamp: timestamp + i });
  const totals = await server.waitFor(({ pointCount }) => pointCount === 1000);
  const points = totals.find('hits')!.points;
  expect([points.get(timestamp + 999), totals.badLineCount]).toEqual([999 / 8, 0]);
  expect(totals.datagramCount).toBeLessThan(10);
});

test('lines arrive over TCP', async () => {
  const server = await receiver({ tcp: true });
  const client = graphiteClient({ endpoint: server.endpoints.tcp, globalTags: { city: 'Zürich' } });
  client.send('temperature', -4.5, { tags: { room: '東京' }, timestamp });
  const totals = await server.waitFor(({ pointCount }) => pointCount === 1);
  expect(totals.find('temperature', { city: 'Zürich', room: '東京' })?.points.get(timestamp)).toBe(-4.5);
});

test('lines arrive over TLS', async () => {
  const server = await receiver({ tcp: certificates });
  const client = graphiteClient({ endpoint: server.endpoints.tls, tls });
  client.send('hits', 1, { timestamp });
  const totals = await server.waitFor(({ pointCount }) => pointCount === 1);
  expect(totals.find('hits')?.points.get(timestamp)).toBe(1);
});

test('lines arrive over a unix socket', async () => {
  const path = socketPath();
  const server = await receiver({ unix: { path } });
  const client = graphiteClient({ endpoint: `unix://${path}` });
  client.send('hits', 1, { timestamp });
  const totals = await server.waitFor(({ pointCount }) => pointCount === 1);
  expect(totals.find('hits')?.points.get(timestamp)).toBe(1);
});

test.each([
  ['TCP', {}],
  ['TLS', certificates],
])('pickles arrive over %s, in frames that carbon takes', async (_name, listener) => {
  const server = await receiver({ pickle: listener });
  const endpoint = server.endpoints.pickle ?? server.endpoints.pickleTls;
  const client = graphiteClient({ endpoint, protocol: 'pickle', tls });
  for (let i = 0; i < 20_000; i += 1)
    client.send('hits', i / 8, { tags: { city: 'Zürich' }, timestamp: timestamp + i });
  const totals = await server.waitFor(({ pointCount }) => pointCount === 20_000);
  expect(totals.find('hits', { city: 'Zürich' })?.points.get(timestamp + 19_999)).toBe(19_999 / 8);
  expect([totals.badLineCount, totals.frameCount > 1]).toEqual([0, true]);
});

test.each([
  ['HTTP', {}],
  ['HTTPS', certificates],
])('JSON arrives over %s, with the key and the interval of each point', async (_name, listener) => {
  const server = await receiver({ http: { ...listener, authorization: 'Bearer 1:secret' } });
  const client = graphiteClient({
    endpoint: server.endpoints.http,
    apiKey: '1:secret',
    intervalSeconds: 10,
    tls: { ca: fixture('tls-authority') },
  });
  client.send('hits', 1.5, { tags: { city: 'Zürich' }, timestamp: timestamp + 9 });
  client.send('slow', 2, { intervalSeconds: 60, timestamp: timestamp + 59 });
  client.send('slower', 3, { intervalSeconds: 3600, timestamp });
  client.send('slow', 4, { intervalSeconds: 60, timestamp: timestamp + 119 });
  const totals = await server.waitFor(({ pointCount }) => pointCount === 4);
  const found = ['hits', 'slow', 'slower'].map((name) =>
    totals.find(name, name === 'hits' ? { city: 'Zürich' } : {}),
  );
  expect(found.map((series) => [series?.intervalSeconds, ...series!.points])).toEqual([
    [10, [timestamp, 1.5]],
    [60, [1_700_000_040, 2], [1_700_000_100, 4]],
    [3600, [1_699_999_200, 3]],
  ]);
  expect(totals.badLines).toEqual([]);
});

test('a burst that is faster than UDP is not lost', async () => {
  const server = await receiver({ udp: true });
  const client = graphiteClient({ endpoint: server.endpoints.udp });
  for (let i = 0; i < 50_000; i += 1) {
    client.send('hits', i, { tags: { shard: i % 10 }, timestamp: timestamp + i });
    if (i % 5000 === 0) await client.flush();
  }
  await client.close();
  expect(client.accounting).toMatchObject({ delivered: 50_000, dropped: {} });
  const totals = await server.waitFor(({ pointCount }) => pointCount === 50_000);
  expect([totals.badLineCount, totals.duplicateCount, totals.overwriteCount]).toEqual([0, 0, 0]);
});
