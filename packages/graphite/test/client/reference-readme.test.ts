import { createMemoryTransport, systemClock } from '@otelwire/core';
import { describe, expect, test } from 'vitest';
import { GraphiteClient } from '../../src/client/index.ts';
import { graphiteClient, receiver } from './receiver.ts';

/** Each row of the README of aiostatsd, as far as it is about Graphite, and of the signature of its `send_graphite`. */
describe('usage of the reference client', () => {
  test('connect, then a point is sent in the background', async () => {
    const server = await receiver();
    const client = graphiteClient({ endpoint: server.endpoints.tcp });
    await client.connect();
    client.send('test.key', 1);
    const totals = await server.waitFor(({ pointCount }) => pointCount === 1);
    expect([...totals.find('test.key')!.points.values()]).toEqual([1]);
  });

  test('a timestamp in seconds', async () => {
    const server = await receiver();
    const client = graphiteClient({ endpoint: server.endpoints.tcp });
    client.send('test.key', 1, { timestamp: 1_700_000_007 });
    const totals = await server.waitFor(({ pointCount }) => pointCount === 1);
    expect([...totals.find('test.key')!.points]).toEqual([[1_700_000_007, 1]]);
  });

  test('multiple clients timestamp interval synchronization', async () => {
    const server = await receiver();
    for (const millis of [1_700_000_001_234, 1_700_000_009_999]) {
      const clock = { ...systemClock, now: () => millis };
      const client = graphiteClient({ endpoint: server.endpoints.tcp, clock });
      client.child({ tags: { process: millis } }).send('test.key', 1, { intervalSeconds: 10 });
    }
    const totals = await server.waitFor(({ pointCount }) => pointCount === 2);
    const seconds = [...totals.series.values()].flatMap(({ points }) => [...points.keys()]);
    expect(seconds).toEqual([1_700_000_000, 1_700_000_000]);
  });

  test('create_pool(max_size=5): five parts of an application share one connection', async () => {
    const server = await receiver();
    const client = graphiteClient({ endpoint: server.endpoints.tcp });
    const children = Array.from({ length: 5 }, (_, i) => client.child({ tags: { part: i } }));
    for (let i = 0; i < 20_000; i += 1) {
      children[i % 5]!.send('test.key', i, { timestamp: 1_700_000_000 + i });
    }
    const totals = await server.waitFor(({ pointCount }) => pointCount === 20_000);
    expect([totals.connectionCount, totals.series.size, totals.badLineCount]).toEqual([1, 5, 0]);
  });

  test('the context manager', async () => {
    const server = await receiver();
    {
      await using client = new GraphiteClient({ endpoint: server.endpoints.tcp });
      client.send('test.key', 1);
    }
    await server.waitFor(({ pointCount }) => pointCount === 1);
  });
});

describe('parameters of the reference client', () => {
  test('host and port', async () => {
    const server = await receiver({ tcp: { host: 'localhost' } });
    const port = Number(server.endpoints.tcp?.split(':').at(-1));
    const client = graphiteClient({ endpoint: `tcp://localhost:${port}` });
    client.send('test.key', 1);
    await server.waitFor(({ pointCount }) => pointCount === 1);
  });

  test.each(['udp', 'tcp'] as const)('protocol %s', async (protocol) => {
    const server = await receiver({ [protocol]: true });
    const client = graphiteClient({ endpoint: server.endpoints[protocol] });
    client.send('test.key', 1);
    await server.waitFor(({ pointCount }) => pointCount === 1);
  });

  test('timeout: an attempt to send ends', async () => {
    const transport = createMemoryTransport();
    const allowed: number[] = [];
    const clock = { ...systemClock, monotonicMillis: () => 0 };
    transport.respondWith((batch, deadline) => {
      allowed.push(deadline);
      return { delivered: batch.ends.length };
    });
    for (const timeoutMillis of [2000, 0]) {
      const client = new GraphiteClient({ transport, timeoutMillis, clock });
      client.send('test.key', 1);
      await client.flush();
    }
    expect(allowed).toEqual([2000, 60_000]);
  });

  test('debug', () => {
    const shown: string[] = [];
    const debug = (line: string) => void shown.push(line);
    const client = new GraphiteClient({ transport: createMemoryTransport(), debug });
    client.send('test.key', 1, { timestamp: 1_700_000_000 });
    expect(shown).toEqual(['test.key 1 1700000000']);
  });

  test('close_timeout: what is in the buffer is sent after close, within a few seconds', async () => {
    const server = await receiver();
    const client = graphiteClient({
      endpoint: server.endpoints.tcp,
      closeTimeoutMillis: 5000,
      flushIntervalMillis: 60_000,
    });
    for (let i = 0; i < 1000; i += 1) client.send('test.key', i, { timestamp: 1_700_000_000 + i });
    await client.close();
    await server.waitFor(({ pointCount }) => pointCount === 1000);
  });

  test('create_timeout', async () => {
    // an address for documentation, which nobody answers at
    const client = graphiteClient({ endpoint: 'tcp://192.0.2.1:2003', connectTimeoutMillis: 200 });
    await expect(client.connect()).rejects.toThrow('tcp://192.0.2.1:2003');
  });

  test('read_timeout: how long a point waits for others', async () => {
    const server = await receiver({ udp: true });
    const client = graphiteClient({ endpoint: server.endpoints.udp, flushIntervalMillis: 50 });
    client.send('test.key', 1, { timestamp: 1_700_000_000 });
    client.send('test.key', 2, { timestamp: 1_700_000_001 });
    await server.waitFor(({ pointCount }) => pointCount === 2);
    expect(server.totals.datagramCount).toBe(1);
  });
});
