import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dogstatsdClient, receiver, socketPath, statsdClient } from './receiver.ts';

function fixture(name: string): Buffer {
  return readFileSync(new URL(`../../../core/test/transport/fixtures/${name}.pem`, import.meta.url));
}

const certificates = { cert: fixture('tls-server'), key: fixture('tls-server-key') };

test('records arrive over UDP', async () => {
  const server = await receiver({ dialect: 'plain' });
  const client = statsdClient({ endpoint: server.endpoints.udp });
  for (let i = 0; i < 1000; i += 1) client.increment('hits');
  const totals = await server.waitFor(({ recordCount }) => recordCount === 1000);
  expect(totals.find('c', 'hits')?.sum).toBe(1000);
  expect(totals.badLineCount).toBe(0);
});

test('records arrive over TCP', async () => {
  const server = await receiver({ dialect: 'plain', tcp: true });
  const client = statsdClient({ endpoint: server.endpoints.tcp });
  client.gauge('Zürich'.normalize(), 3);
  client.increment('hits', 2);
  const totals = await server.waitFor(({ recordCount }) => recordCount === 2);
  expect([totals.find('c', 'hits')?.sum, totals.badLineCount]).toEqual([2, 0]);
});

test('records arrive over TLS', async () => {
  const server = await receiver({ dialect: 'plain', tcp: certificates });
  const client = statsdClient({
    endpoint: server.endpoints.tls,
    tls: { ca: fixture('tls-authority'), servername: 'localhost' },
  });
  client.timer('request', 12.5);
  const totals = await server.waitFor(({ recordCount }) => recordCount === 1);
  expect(totals.find('ms', 'request')?.max).toBe(12.5);
});

test('records arrive over a unix socket, in frames for the Datadog Agent', async () => {
  const path = socketPath();
  const server = await receiver({ unix: { path } });
  const client = dogstatsdClient({ endpoint: `unix://${path}`, globalTags: { env: 'test' } });
  client.distribution('size', 1.5, { tags: { city: '東京' } });
  client.event({ title: 'Zürich', text: 'zwei\nZeilen', tags: ['canary'] });
  client.serviceCheck({ name: 'db', status: 'warning', message: 'slow' });
  const totals = await server.waitFor(({ recordCount }) => recordCount === 3);
  expect(totals.find('d', 'size', { city: '東京', env: 'test' })?.sum).toBe(1.5);
  expect(totals.events).toMatchObject([{ title: 'Zürich', text: 'zwei\nZeilen' }]);
  expect(totals.serviceChecks).toMatchObject([{ name: 'db', status: 'warning', message: 'slow' }]);
});

test('records arrive over a unix socket, in lines for others', async () => {
  const path = socketPath();
  const server = await receiver({ dialect: 'plain', unix: { path, framing: 'newline' } });
  const client = statsdClient({ endpoint: `unix://${path}` });
  client.increment('hits');
  await client.flush();
  const totals = await server.waitFor(({ recordCount }) => recordCount === 1);
  expect(totals.find('c', 'hits')?.sum).toBe(1);
});

test('a burst that is faster than UDP is not lost', async () => {
  const server = await receiver();
  const client = dogstatsdClient({ endpoint: server.endpoints.udp });
  for (let i = 0; i < 200_000; i += 1) client.increment('hits', 1, { tags: { shard: i % 10 } });
  await client.flush();
  await client.close();
  const { delivered, dropped } = client.accounting;
  expect([delivered, dropped]).toEqual([200_000, {}]);
  const sums = await server.waitFor(
    (totals) =>
      [...totals.series.values()].reduce((sum, one) => sum + (one.type === 'c' ? one.sum : 0), 0) === 200_000,
  );
  expect(sums.badLineCount).toBe(0);
});
