import { describe, expect, it } from 'vitest';
import { TransportError } from '../../src/errors.js';
import { createMemoryTransport } from '../../src/transport/memory.js';
import { batchOf, inMillis } from './batches.js';

describe('the memory transport', () => {
  it('keeps copies of what it is sent', async () => {
    const transport = createMemoryTransport();
    const batch = batchOf('a:1|c\n', 'b:2|c\n');
    expect(await transport.send(batch, inMillis(100))).toEqual({ delivered: 2 });
    batch.buffer.fill(0);
    expect(transport.payloads.map(String)).toHaveLength(2);
    expect(transport.text).toBe('a:1|c\nb:2|c\n');
    transport.clear();
    expect(transport.payloads).toEqual([]);
  });

  it('fails as told, then no more', async () => {
    const transport = createMemoryTransport();
    transport.failNext();
    transport.failNext(() => ({ delivered: 1, error: new TransportError('memory:', 'is half full') }));
    const outcomes = [];
    for (let round = 0; round < 3; round++)
      outcomes.push(await transport.send(batchOf('x', 'y'), inMillis(100)));
    expect(outcomes.map(({ delivered, error }) => [delivered, error?.message])).toEqual([
      [0, 'memory: fails as told'],
      [1, 'memory: is half full'],
      [2, undefined],
    ]);
    expect(transport.text).toBe('xxy');
  });

  it('answers as long and as late as told', async () => {
    const transport = createMemoryTransport({ description: 'udp://test:1', maxBatchesInFlight: 1 });
    expect([transport.description, transport.maxBatchesInFlight]).toEqual(['udp://test:1', 1]);
    let answer = (_: { delivered: number }) => {};
    transport.respondWith(() => new Promise((resolve) => (answer = resolve)));
    const sending = transport.send(batchOf('x'), inMillis(100));
    expect(transport.text).toBe('');
    answer({ delivered: 1 });
    await sending;
    expect(transport.text).toBe('x');
    transport.respondWith();
    expect(await transport.send(batchOf('y'), inMillis(100))).toEqual({ delivered: 1 });
  });

  it('takes nothing after it was closed', async () => {
    const transport = createMemoryTransport();
    await transport.close(inMillis(100));
    await transport.close(inMillis(100));
    expect(transport.isClosed).toBe(true);
    expect((await transport.send(batchOf('x'), inMillis(100))).error?.retryable).toBe(false);
  });

  it('tells that a connection has ended when it is told to', () => {
    const transport = createMemoryTransport();
    const told: string[] = [];
    transport.breakConnection('broken');
    transport.onBroken?.((end) => told.push(end));
    transport.breakConnection('in-order');
    expect(told).toEqual(['in-order']);
  });
});
