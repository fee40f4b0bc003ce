import { describe, expect, test } from 'vitest';
import { patientClock } from '../../../core/test/transport/patient-clock.ts';
import { DroppedError, type GraphiteClient, TransportError } from '../../src/client/index.ts';
import { arrivalsOf, FIRST_SECOND, sendPoint, upTo } from './arrivals.ts';
import { graphiteClient, inTime, receiver } from './receiver.ts';

function total({ accounting }: GraphiteClient): number {
  return Object.values(accounting.dropped).reduce((sum, points) => sum + points, 0);
}

describe('a server that was never there', () => {
  test('costs bounded memory, throws nothing, and is told of once', async () => {
    const errors: unknown[] = [];
    const client = graphiteClient({
      endpoint: 'tcp://127.0.0.1:9',
      maxBacklogBytes: 100_000,
      onError: (error) => {
        errors.push(error);
        throw new Error('the application fails, too');
      },
    });
    for (let i = 0; i < 10_000; i += 1) {
      sendPoint(client, i);
      if (i % 1000 === 0) await new Promise(setImmediate);
    }
    await client.flush();
    const { held, dropped } = client.accounting;
    expect([held + dropped.queue_full!, held > 1000, held < 4000]).toEqual([10_000, true, true]);
    expect(errors).toEqual([expect.any(TransportError), expect.any(DroppedError)]);
    await client.close();
    expect(client.accounting).toEqual({
      accepted: 10_000,
      delivered: 0,
      held: 0,
      inFlight: 0,
      dropped: { queue_full: dropped.queue_full, shutdown: held },
    });
  });

  test('gets the newest points when it comes after all', async () => {
    const server = await receiver({ tcp: true });
    const arrivals = arrivalsOf(server);
    await server.faults.refuse();
    const client = graphiteClient({ endpoint: server.endpoints.tcp, maxBacklogBytes: 100_000 });
    for (let i = 0; i < 10_000; i += 1) sendPoint(client, i);
    await client.flush();
    const { held } = client.accounting;
    await server.faults.listenAgain();
    await server.waitFor(({ pointCount }) => pointCount >= held, inTime.timeout);
    expect(arrivals).toEqual(upTo(10_000).slice(-held));
  });
});

/** It fills buffers quickly. */
const LONG_PATH = 'a.name.'.repeat(20).concat('there');

function sendLong(client: GraphiteClient, i: number): void {
  client.send(LONG_PATH, i, { timestamp: FIRST_SECOND + i });
}

describe('a server that does not read', () => {
  test('costs bounded memory, and gets the newest points when it reads again', async () => {
    const server = await receiver({ tcp: true });
    const client = graphiteClient({
      endpoint: server.endpoints.tcp,
      timeoutMillis: 300,
      maxBacklogBytes: 1_000_000,
      clock: patientClock(),
    });
    sendPoint(client, 0);
    await client.flush();
    server.faults.stall();
    const before = process.memoryUsage().arrayBuffers;
    let largest = 0;
    for (let i = 1; i <= 200_000; i += 1) {
      sendLong(client, i);
      if (i % 250 === 0) await new Promise(setImmediate);
      if (i % 20_000 === 0) largest = Math.max(largest, process.memoryUsage().arrayBuffers - before);
    }
    expect(largest).toBeLessThan(32 * 1024 * 1024);
    await expect.poll(() => client.accounting.dropped.queue_full, inTime).toBeGreaterThan(0);
    server.faults.resume();
    const isLastThere = () => server.totals.find(LONG_PATH)?.points.has(FIRST_SECOND + 200_000) === true;
    const comes = async () => {
      await client.flush();
      return isLastThere();
    };
    await expect.poll(comes, { timeout: 60_000 }).toBe(true);
    await client.close();
    const { accepted, delivered } = client.accounting;
    expect(accepted).toBe(delivered + total(client));
    expect(server.totals.badLineCount).toBe(0);
  }, 120_000);

  test('does not hold up close beyond its deadline, and what is lost is counted', async () => {
    const server = await receiver({ tcp: true });
    const clock = patientClock();
    const client = graphiteClient({ endpoint: server.endpoints.tcp, timeoutMillis: 60_000, clock });
    sendPoint(client, 0);
    await client.flush();
    server.faults.stall();
    for (let i = 0; i < 100_000; i += 1) {
      sendLong(client, i);
      if (i % 250 === 0) await new Promise(setImmediate);
    }
    const startedAt = clock.monotonicMillis();
    await client.close({ timeoutMillis: 300 });
    expect(clock.monotonicMillis() - startedAt).toBeLessThan(1000);
    const { accepted, delivered, held, inFlight } = client.accounting;
    expect([held, inFlight, accepted]).toEqual([0, 0, delivered + total(client)]);
    expect(total(client)).toBeGreaterThan(0);
  }, 240_000);
});
