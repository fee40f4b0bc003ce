import { describe, expect, test } from 'vitest';
import { DroppedError, type GraphiteClient, TransportError } from '../../src/client/index.ts';
import { arrivalsOf, FIRST_SECOND, sendPoint, upTo } from './arrivals.ts';
import { graphiteClient, receiver } from './receiver.ts';

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
    await server.waitFor(({ pointCount }) => pointCount >= held, 8000);
    expect(arrivals).toEqual(upTo(10_000).slice(-held));
  });
});

describe('a server that does not read', () => {
  test('costs bounded memory, and gets the newest points when it reads again', async () => {
    const server = await receiver({ tcp: true });
    const client = graphiteClient({
      endpoint: server.endpoints.tcp,
      timeoutMillis: 300,
      maxBacklogBytes: 1_000_000,
    });
    sendPoint(client, 0);
    await client.flush();
    server.faults.stall();
    const before = process.memoryUsage().arrayBuffers;
    let largest = 0;
    for (let i = 1; i <= 200_000; i += 1) {
      sendPoint(client, i);
      if (i % 1000 === 0) await new Promise(setImmediate);
      if (i % 20_000 === 0) largest = Math.max(largest, process.memoryUsage().arrayBuffers - before);
    }
    expect(largest).toBeLessThan(32 * 1024 * 1024);
    expect(client.accounting.dropped.queue_full).toBeGreaterThan(0);
    server.faults.resume();
    const isLastThere = () =>
      server.totals.find('level', { city: 'Zürich' })?.points.has(FIRST_SECOND + 200_000) === true;
    while (!isLastThere()) {
      await client.flush();
      // a flush with nothing to send ends before the receiver, in the same process, has its turn
      await new Promise(setImmediate);
    }
    await client.close();
    const { accepted, delivered } = client.accounting;
    expect(accepted).toBe(delivered + total(client));
    expect(server.totals.badLineCount).toBe(0);
  });

  test('does not hold up close beyond its deadline, and what is lost is counted', async () => {
    const server = await receiver({ tcp: true });
    const client = graphiteClient({ endpoint: server.endpoints.tcp, timeoutMillis: 60_000 });
    sendPoint(client, 0);
    await client.flush();
    server.faults.stall();
    for (let i = 0; i < 400_000; i += 1) {
      sendPoint(client, i);
      if (i % 1000 === 0) await new Promise(setImmediate);
    }
    await client.close({ timeoutMillis: 300 });
    const { accepted, delivered, held, inFlight } = client.accounting;
    expect([held, inFlight, accepted]).toEqual([0, 0, delivered + total(client)]);
    expect(total(client)).toBeGreaterThan(0);
  });
});
