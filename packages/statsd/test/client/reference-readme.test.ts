import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createMemoryTransport, systemClock } from '@otelwire/core';
import { describe, expect, test } from 'vitest';
import { patientClock } from '../../../core/test/transport/patient-clock.ts';
import {
  createDogStatsdMetrics,
  createMetrics,
  DogStatsdClient,
  StatsdClient,
} from '../../src/client/index.ts';
import { dogstatsdClient, receiver, statsdClient } from './receiver.ts';

/** Each row of the README of aiostatsd, the client that this one follows. */
describe('usage of the reference client', () => {
  test('connect, then a gauge is sent in the background', async () => {
    const server = await receiver({ dialect: 'plain' });
    const client = statsdClient({ endpoint: server.endpoints.udp });
    await client.connect();
    client.gauge('test.key', 1);
    const totals = await server.waitFor(({ recordCount }) => recordCount === 1);
    expect(totals.find('g', 'test.key')?.last).toBe(1);
  });

  test('create_pool(max_size=5)', async () => {
    const server = await receiver({ dialect: 'plain', tcp: true });
    const client = statsdClient({ endpoint: server.endpoints.tcp, connections: 5 });
    await client.connect();
    client.gauge('test.key', 1);
    await server.waitFor(({ recordCount }) => recordCount === 1);
  });

  test('the context manager', async () => {
    const server = await receiver({ dialect: 'plain' });
    {
      await using client = new StatsdClient({ endpoint: server.endpoints.udp });
      client.gauge('test.key', 1);
    }
    await server.waitFor(({ recordCount }) => recordCount === 1);
  });
});

describe('parameters of the reference client', () => {
  test('host and port', async () => {
    const server = await receiver({ dialect: 'plain', udp: { host: 'localhost' } });
    const port = Number(server.endpoints.udp?.split(':').at(-1));
    const client = statsdClient({ endpoint: `udp://localhost:${port}` });
    client.gauge('test.key', 1);
    await server.waitFor(({ recordCount }) => recordCount === 1);
  });

  test.each(['udp', 'tcp'] as const)('protocol %s', async (protocol) => {
    const server = await receiver({ dialect: 'plain', [protocol]: true });
    const client = statsdClient({ endpoint: server.endpoints[protocol] });
    client.gauge('test.key', 1);
    await server.waitFor(({ recordCount }) => recordCount === 1);
  });

  test('timeout: an attempt to send ends', async () => {
    const transport = createMemoryTransport();
    const deadlines: number[] = [];
    const clock = { ...systemClock, monotonicMillis: () => 0 };
    transport.respondWith((batch, deadline) => {
      deadlines.push(deadline);
      return { delivered: batch.ends.length };
    });
    for (const timeoutMillis of [2000, 0]) {
      const client = new StatsdClient({ transport, timeoutMillis, clock });
      client.gauge('test.key', 1);
      await client.flush();
    }
    expect(deadlines).toEqual([2000, 60_000]);
  });

  test('debug', async () => {
    const records: string[] = [];
    const client = new StatsdClient({
      transport: createMemoryTransport(),
      debug: (record) => void records.push(record),
    });
    client.gauge('test.key', 1);
    expect(records).toEqual(['test.key:1|g']);
  });

  test('close_timeout: what is in the buffer is sent after close, within a few seconds', async () => {
    const server = await receiver({ dialect: 'plain', tcp: true });
    const client = statsdClient({
      endpoint: server.endpoints.tcp,
      closeTimeoutMillis: 5000,
      flushIntervalMillis: 60_000,
    });
    for (let i = 0; i < 1000; i += 1) client.counter('test.key', 1);
    await client.close();
    await server.waitFor((totals) => totals.find('c', 'test.key')?.sum === 1000);
  });

  test('create_timeout', async () => {
    // an address for documentation, which nobody answers at
    const clock = patientClock();
    const client = statsdClient({ endpoint: 'tcp://192.0.2.1:8125', connectTimeoutMillis: 200, clock });
    const startedAt = clock.monotonicMillis();
    await expect(client.connect()).rejects.toThrow();
    expect(clock.monotonicMillis() - startedAt).toBeLessThan(1000);
  });

  test('read_timeout: how long a record waits for others', async () => {
    const server = await receiver({ dialect: 'plain' });
    const client = statsdClient({ endpoint: server.endpoints.udp, flushIntervalMillis: 50 });
    client.gauge('test.key', 1);
    client.gauge('test.key', 2);
    await server.waitFor(({ recordCount }) => recordCount === 2);
    expect(server.totals.datagramCount).toBe(1);
  });

  test('sample_rate', async () => {
    const server = await receiver({ dialect: 'plain' });
    const client = statsdClient({ endpoint: server.endpoints.udp, sampleRate: 0.5, random: () => 0 });
    client.counter('test.key', 1);
    await server.waitFor((totals) => totals.find('c', 'test.key')?.sum === 2);
  });
});

describe('metrics of the reference client', () => {
  test('gauge, counter, sets, timer and timeit', async () => {
    const server = await receiver({ dialect: 'plain' });
    const client = statsdClient({ endpoint: server.endpoints.udp });
    client.gauge('test.key', 1);
    client.counter('test.key', 1);
    client.set('test.key', 1);
    client.timer('test.key', 1);
    client.timeit('test', () => {});
    const totals = await server.waitFor(({ recordCount }) => recordCount === 5);
    expect(totals.find('g', 'test.key')?.last).toBe(1);
    expect(totals.find('c', 'test.key')?.sum).toBe(1);
    expect([...totals.find('s', 'test.key')!.members]).toEqual(['1']);
    expect(totals.find('ms', 'test.key')?.sum).toBe(1);
    expect(totals.find('ms', 'test')?.count).toBe(1);
  });

  test('all metrics support a sample rate', async () => {
    const records: string[] = [];
    const options = {
      transport: createMemoryTransport(),
      debug: (record: string) => void records.push(record),
    };
    const client = new StatsdClient({ ...options, random: () => 0.4 });
    client.gauge('test1.key', 1, { sampleRate: 0.5 });
    client.counter('test1.key', 1, { sampleRate: 0.5 });
    client.set('test1.key', 1, { sampleRate: 0.5 });
    client.timer('test1.key', 1, { sampleRate: 0.5 });
    client.timer('test1.key', 1, { sampleRate: 0.3 });
    expect(records).toEqual(['g', 'c', 's', 'ms'].map((type) => `test1.key:1|${type}|@0.5`));
  });

  test('several metrics at once', async () => {
    const server = await receiver({ dialect: 'plain' });
    const client = statsdClient({ endpoint: server.endpoints.udp });
    const metric = createMetrics();
    metric.gauge('test2.key', 1);
    metric.set('test2.key', 1);
    client.send(metric);
    await server.waitFor(({ recordCount }) => recordCount === 2);
    expect(server.totals.datagramCount).toBe(1);
  });
});

describe('DogStatsD of the reference client', () => {
  test('gauge, distribution, increment, histogram, timer and timeit', async () => {
    const server = await receiver();
    await using client = new DogStatsdClient({ endpoint: server.endpoints.udp, originDetection: false });
    client.gauge('test.key', 1);
    client.distribution('test.key', 1);
    client.increment('test.key', 1);
    client.histogram('test.key', 1);
    client.timer('test.key', 1);
    client.timeit('test', () => {});
    const totals = await server.waitFor(({ recordCount }) => recordCount === 6);
    expect([totals.find('d', 'test.key')?.sum, totals.find('h', 'test.key')?.sum]).toEqual([1, 1]);
  });

  test('all metrics support a sample rate and tags', async () => {
    const server = await receiver();
    const client = dogstatsdClient({ endpoint: server.endpoints.udp, random: () => 0 });
    client.gauge('test1.key', 1, { sampleRate: 0.5, tags: { tag: 'tag1' } });
    client.distribution('test1.key', 1, { sampleRate: 0.5, tags: { tag: 'tag1' } });
    const totals = await server.waitFor(({ recordCount }) => recordCount === 2);
    expect(totals.find('g', 'test1.key', { tag: 'tag1' })?.last).toBe(1);
    expect(totals.find('d', 'test1.key', { tag: 'tag1' })?.count).toBe(2);
  });

  test('several metrics at once, with a sample rate', async () => {
    const server = await receiver();
    const client = dogstatsdClient({ endpoint: server.endpoints.udp, random: () => 0 });
    const metric = createDogStatsdMetrics();
    metric.gauge('test2.key', 1, { tags: { tag: 'tag1' } });
    metric.histogram('test2.key', 1);
    client.send(metric, { sampleRate: 0.5 });
    const totals = await server.waitFor(({ recordCount }) => recordCount === 2);
    expect(totals.find('g', 'test2.key', { tag: 'tag1' })?.last).toBe(1);
    expect(totals.find('h', 'test2.key')?.count).toBe(2);
  });

  test('use in a web server', async () => {
    const server = await receiver();
    const client = dogstatsdClient({ endpoint: server.endpoints.udp });
    const handle = client.timed('http.handler', async (status: number) => status);
    const web = createServer(async (_request, response) => {
      response.statusCode = await handle(204);
      client.increment('http.requests', 1, { tags: { status: response.statusCode } });
      response.end();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => web.once('listening', resolve));
    await fetch(`http://127.0.0.1:${(web.address() as AddressInfo).port}/`);
    web.close();
    const totals = await server.waitFor(({ recordCount }) => recordCount === 2);
    expect(totals.find('c', 'http.requests', { status: '204' })?.sum).toBe(1);
  });
});
