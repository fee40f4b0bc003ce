import { describe, expect, it } from 'vitest';
import { createMemoryTransport, type OutcomeScript } from '../../src/transport/memory.js';
import { createTransportPool } from '../../src/transport/pool.js';
import type { SendOutcome } from '../../src/transport/transport.js';
import { batchOf } from './batches.js';

/** A transport whose sends are answered by hand, oldest first. */
function createSlowTransport(name: string, maxBatchesInFlight: number) {
  const transport = createMemoryTransport({ description: name, maxBatchesInFlight });
  const waiting: ((outcome: SendOutcome) => void)[] = [];
  const script: OutcomeScript = () => new Promise((resolve) => waiting.push(resolve));
  transport.respondWith(script);
  return { transport, waiting };
}

describe('a pool of transports', () => {
  it('is called as its first, and takes as many batches as all together', () => {
    const pool = createTransportPool([
      createMemoryTransport({ description: 'tcp://a:1', maxBatchesInFlight: 3 }),
      createMemoryTransport({ description: 'tcp://a:1#2', maxBatchesInFlight: 4 }),
    ]);
    expect([pool.description, pool.maxBatchesInFlight]).toEqual(['tcp://a:1', 7]);
  });

  it('gives a batch to the one that has the fewest in flight', async () => {
    const [a, b] = [createSlowTransport('a', 4), createSlowTransport('b', 4)];
    const pool = createTransportPool([a.transport, b.transport]);
    const outcomes = [1, 2, 3].map((number) => pool.send(batchOf(`${number}`), 100));
    expect([a.waiting.length, b.waiting.length]).toEqual([2, 1]);
    b.waiting.shift()!({ delivered: 1 });
    await outcomes[1];
    outcomes.push(pool.send(batchOf('4'), 100), pool.send(batchOf('5'), 100));
    expect([a.waiting.length, b.waiting.length]).toEqual([2, 2]);
    for (const answer of [...a.waiting, ...b.waiting]) answer({ delivered: 1 });
    await Promise.all(outcomes);
    expect([a.transport.text, b.transport.text]).toEqual(['13', '245']);
  });

  it('gives none more than it takes', () => {
    const [small, large] = [createSlowTransport('small', 1), createSlowTransport('large', 4)];
    const pool = createTransportPool([small.transport, large.transport]);
    for (let i = 0; i < pool.maxBatchesInFlight; i += 1) void pool.send(batchOf('x'), 100);
    expect([small.waiting.length, large.waiting.length]).toEqual([1, 4]);
  });

  it('passes on the batch, the deadline and the outcome', async () => {
    const transport = createMemoryTransport();
    const seen: unknown[] = [];
    const batch = batchOf('x', 'y');
    transport.respondWith((...call) => {
      seen.push(...call);
      return { delivered: 1 };
    });
    expect(await createTransportPool([transport]).send(batch, 123)).toEqual({ delivered: 1 });
    expect(seen).toEqual([batch, 123]);
  });

  it('closes all', async () => {
    const transports = [createMemoryTransport(), createMemoryTransport()] as const;
    await createTransportPool(transports).close(100);
    expect(transports.map(({ isClosed }) => isClosed)).toEqual([true, true]);
  });

  it('tells when a connection of any of them has ended', () => {
    const [one, other] = [createMemoryTransport(), createMemoryTransport()];
    const { onBroken: _, ...silent } = createMemoryTransport();
    const told: string[] = [];
    createTransportPool([one, silent, other]).onBroken?.((end) => told.push(end));
    other.breakConnection('broken');
    one.breakConnection('in-order');
    expect(told).toEqual(['broken', 'in-order']);
  });
});
