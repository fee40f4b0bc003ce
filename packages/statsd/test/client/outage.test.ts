import type { StatsdReceiver } from '@otelwire/sandbox';
import { describe, expect, test } from 'vitest';
import { patientClock } from '../../../core/test/transport/patient-clock.ts';
import { DroppedError, type StatsdMetrics, TransportError } from '../../src/client/index.ts';
import { dogstatsdClient, inTime, receiver, sleepMillis, socketPath, statsdClient } from './receiver.ts';

function total({ dropped }: { dropped: Readonly<Record<string, number>> }): number {
  return Object.values(dropped).reduce((sum, points) => sum + points, 0);
}

/** The server goes; not while records are on their way, of which nobody knows whether it has read them. */
async function restart(
  client: StatsdMetrics & { flush(): Promise<void> },
  server: StatsdReceiver,
): Promise<void> {
  await client.flush();
  await server.faults.refuse();
}

describe('no counter is lost when the server restarts', () => {
  test('over TCP, and a gauge ends at its newest value', async () => {
    const server = await receiver({ dialect: 'plain', tcp: true });
    const client = statsdClient({ endpoint: server.endpoints.tcp, flushIntervalMillis: 10 });
    for (let i = 0; i < 300; i += 1) {
      client.increment('hits', 1 + (i % 3));
      client.gauge('level', i - 150);
      client.gaugeDelta('delta', 1);
      if (i === 60) await restart(client, server);
      if (i === 160) await server.faults.listenAgain();
      await sleepMillis(4);
    }
    await client.flush();
    const totals = await server.waitFor((all) => all.find('c', 'hits')?.sum === 600, inTime.timeout);
    expect([totals.find('g', 'level')?.last, totals.find('g', 'delta')?.last]).toEqual([149, 300]);
    expect(totals.badLineCount).toBe(0);
    expect(client.accounting).toMatchObject({ accepted: 900, held: 0, inFlight: 0 });
    expect(Object.keys(client.accounting.dropped)).toEqual(['superseded']);
  });

  test('over TCP at any moment, though what was on its way may arrive twice', async () => {
    const server = await receiver({ dialect: 'plain', tcp: true });
    const client = statsdClient({ endpoint: server.endpoints.tcp, flushIntervalMillis: 5 });
    for (let i = 0; i < 300; i += 1) {
      client.increment('hits');
      if (i % 100 === 50) {
        await server.faults.refuse();
        await server.faults.listenAgain();
      }
      await sleepMillis(3);
    }
    await client.flush();
    const totals = await server.waitFor((all) => (all.find('c', 'hits')?.sum ?? 0) >= 300, inTime.timeout);
    await client.close();
    expect(client.accounting).toMatchObject({ accepted: 300, delivered: 300, dropped: {} });
    expect(totals.find('c', 'hits')?.sum).toBeLessThan(400);
  });

  test('over a unix socket with frames, samples, sets and events too', async () => {
    const path = socketPath();
    const server = await receiver({ unix: { path } });
    const client = dogstatsdClient({ endpoint: `unix://${path}`, flushIntervalMillis: 10 });
    for (let i = 0; i < 200; i += 1) {
      client.increment('hits', 1, { tags: { city: '東京' } });
      client.distribution('size', i);
      client.set('users', `user:${i}`);
      if (i % 50 === 0) client.event({ title: `event ${i}`, text: 'a|b\nc' });
      if (i === 60) await restart(client, server);
      if (i === 120) await server.faults.listenAgain();
      await sleepMillis(4);
    }
    await client.flush();
    const totals = await server.waitFor(
      (all) => all.find('c', 'hits', { city: '東京' })?.sum === 200,
      inTime.timeout,
    );
    expect([totals.find('d', 'size')?.count, totals.find('d', 'size')?.sum]).toEqual([200, 19_900]);
    expect(totals.find('s', 'users')?.members.size).toBe(200);
    expect(totals.events.map(({ text }) => text)).toEqual(['a|b\nc', 'a|b\nc', 'a|b\nc', 'a|b\nc']);
    expect([totals.badLineCount, total(client.accounting)]).toEqual([0, 0]);
  });

  test('over UDP that refuses, and its coming back is noticed', async () => {
    const server = await receiver({ dialect: 'plain' });
    const messages: string[] = [];
    const keep = (message: string) => void messages.push(message);
    const errors: unknown[] = [];
    const client = statsdClient({
      endpoint: server.endpoints.udp,
      flushIntervalMillis: 10,
      logger: { error: keep, warn: keep, info: keep, debug() {} },
      onError: (error) => void errors.push(error),
    });
    client.increment('hits');
    await client.flush();
    await server.faults.refuse();
    for (let i = 0; i < 50; i += 1) {
      client.increment('hits');
      await sleepMillis(4);
    }
    await expect.poll(() => client.accounting.held, inTime).toBeGreaterThan(0);
    await server.faults.listenAgain();
    await server.waitFor((all) => all.find('c', 'hits')?.sum === 51, inTime.timeout);
    await client.flush();
    expect(client.accounting).toMatchObject({ accepted: 51, delivered: 51, held: 0, dropped: {} });
    expect(errors).toEqual([expect.any(TransportError)]);
    expect(messages).toEqual([
      expect.stringContaining('refuses datagrams'),
      expect.stringContaining('takes data again'),
    ]);
  });
});

describe('a server that was never there', () => {
  test('costs the room of the series, throws nothing, and is told of once', async () => {
    const errors: unknown[] = [];
    const client = statsdClient({
      endpoint: 'tcp://127.0.0.1:9',
      maxHeldSeries: 10,
      onError: (error) => {
        errors.push(error);
        throw new Error('the application fails, too');
      },
    });
    for (let i = 0; i < 1000; i += 1) client.increment(`hits.${i % 20}`);
    await client.flush();
    await client.flush();
    expect(client.accounting).toMatchObject({
      accepted: 1000,
      delivered: 0,
      held: 500,
      dropped: { queue_full: 500 },
    });
    expect(errors).toEqual([expect.any(TransportError), expect.any(DroppedError)]);
    await client.close();
    expect(client.accounting).toMatchObject({
      held: 0,
      inFlight: 0,
      dropped: { queue_full: 500, shutdown: 500 },
    });
  });
});

/** As long as a name may be, nearly: it fills buffers quickly. */
const LONG_NAME = 'a.name.'.repeat(25).concat('there');

describe('a server that does not read', () => {
  test('costs bounded memory, and gets everything when it reads again', async () => {
    const server = await receiver({ dialect: 'plain', tcp: true });
    const clock = patientClock();
    const client = statsdClient({ endpoint: server.endpoints.tcp, timeoutMillis: 500, clock });
    client.increment('first');
    await client.flush();
    server.faults.stall();
    const before = process.memoryUsage().arrayBuffers;
    let largest = 0;
    for (let i = 0; i < 250_000; i += 1) {
      client.increment(LONG_NAME);
      client.gauge('level', i);
      if (i % 250 === 0) await new Promise(setImmediate);
      if (i % 10_000 === 0) largest = Math.max(largest, process.memoryUsage().arrayBuffers - before);
    }
    expect(largest).toBeLessThan(32 * 1024 * 1024);
    await expect.poll(() => client.accounting.held, inTime).toBeGreaterThan(0);
    server.faults.resume();
    const totals = await server.waitFor(
      (all) => all.find('c', LONG_NAME)?.sum === 250_000 && all.find('g', 'level')?.last === 249_999,
      60_000,
    );
    expect(totals.badLineCount).toBe(0);
    await client.flush();
    expect(client.accounting).toMatchObject({ accepted: 500_001, held: 0, inFlight: 0 });
  }, 120_000);

  test('does not hold up close beyond its deadline, and what is lost is counted', async () => {
    const server = await receiver({ dialect: 'plain', tcp: true });
    const clock = patientClock();
    const client = statsdClient({ endpoint: server.endpoints.tcp, timeoutMillis: 60_000, clock });
    client.increment('first');
    await client.flush();
    server.faults.stall();
    for (let i = 0; i < 100_000; i += 1) {
      client.timer(LONG_NAME, i);
      if (i % 250 === 0) await new Promise(setImmediate);
    }
    const startedAt = clock.monotonicMillis();
    await client.close({ timeoutMillis: 300 });
    expect(clock.monotonicMillis() - startedAt).toBeLessThan(1000);
    const { accepted, delivered, held, inFlight } = client.accounting;
    expect([held, inFlight, accepted]).toEqual([0, 0, delivered + total(client.accounting)]);
    expect(total(client.accounting)).toBeGreaterThan(0);
  }, 240_000);
});
