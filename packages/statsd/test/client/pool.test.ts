import { expect, test } from 'vitest';
import { inTime, receiver, statsdClient } from './receiver.ts';

test('several connections share the work', async () => {
  const server = await receiver({ dialect: 'plain', tcp: true });
  const client = statsdClient({ endpoint: server.endpoints.tcp, connections: 5 });
  for (let i = 0; i < 400_000; i += 1) {
    client.increment('a.name.that.makes.for.some.bytes');
    if (i % 2000 === 0) await new Promise(setImmediate);
  }
  await client.flush();
  const totals = await server.waitFor(
    (all) => all.find('c', 'a.name.that.makes.for.some.bytes')?.sum === 400_000,
    inTime.timeout,
  );
  expect([totals.connectionCount, totals.badLineCount]).toEqual([5, 0]);
});

test('of UDP there is one socket, whatever the pool', async () => {
  const server = await receiver({ dialect: 'plain' });
  const client = statsdClient({ endpoint: server.endpoints.udp, connections: 5 });
  client.increment('hits');
  await client.flush();
  await server.waitFor(({ recordCount }) => recordCount === 1);
});

test('a pool survives that all its connections are reset', async () => {
  const server = await receiver({ dialect: 'plain', tcp: true });
  const client = statsdClient({ endpoint: server.endpoints.tcp, connections: 3, flushIntervalMillis: 5 });
  for (let i = 0; i < 200; i += 1) {
    client.increment('hits');
    if (i === 100) {
      await client.flush();
      await server.faults.refuse();
      await server.faults.listenAgain();
    }
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
  await client.flush();
  const totals = await server.waitFor((all) => (all.find('c', 'hits')?.sum ?? 0) >= 200, inTime.timeout);
  expect(totals.find('c', 'hits')?.sum).toBe(200);
  expect(client.accounting).toMatchObject({ accepted: 200, delivered: 200, dropped: {} });
});
