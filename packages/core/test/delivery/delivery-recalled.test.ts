import { describe, expect, it } from 'vitest';
import { createMemoryTransport } from '../../src/transport/memory.js';
import { createMemoryTimedBench } from './timed-bench.js';
import { allTurns, failAfter, inTenSeconds } from './workbench.js';

describe('what was delivered on a connection that breaks', () => {
  it('is held again, and sent before what is new', async () => {
    const bench = createMemoryTimedBench();
    await bench.run('a');
    await bench.run('b');
    bench.arrived();
    bench.transport.breakConnection('broken');
    const { delivery } = bench;
    expect(delivery.accounting).toEqual({ accepted: 2, delivered: 0, held: 2, inFlight: 0, dropped: {} });
    expect(await bench.run('c')).toBe(true);
    expect(bench.arrived()).toEqual(['a', 'b', 'c']);
    expect(delivery.accounting).toEqual({ accepted: 3, delivered: 3, held: 0, inFlight: 0, dropped: {} });
  });

  it('is held again when it ended in order, if it was sent a short while before', async () => {
    const bench = createMemoryTimedBench();
    await bench.run('a');
    bench.clock.advance(10_001);
    await bench.run('b');
    bench.arrived();
    bench.transport.breakConnection('in-order');
    expect(bench.delivery.accounting).toMatchObject({ delivered: 1, held: 1 });
    await bench.run();
    expect(bench.arrived()).toEqual(['b']);
  });

  it('is held again as often as that happens', async () => {
    const bench = createMemoryTimedBench();
    await bench.run('a');
    for (let i = 0; i < 3; i += 1) {
      bench.transport.breakConnection('broken');
      expect(bench.delivery.accounting).toMatchObject({ delivered: 0, held: 1 });
      await bench.run();
      expect(bench.delivery.accounting).toMatchObject({ delivered: 1, held: 0 });
    }
    expect(bench.arrived()).toEqual(['a', 'a', 'a', 'a']);
  });

  it('is told of once, and is no outage', async () => {
    const bench = createMemoryTimedBench();
    bench.transport.breakConnection('broken');
    await bench.run('a', 'b');
    expect(bench.recalls()).toBe(0);
    bench.transport.breakConnection('broken');
    bench.transport.breakConnection('broken');
    expect(bench.recalls()).toBe(1);
    expect(bench.logger.lines).toEqual(['debug: memory:: 2 data points are sent again']);
    expect(bench.delivery.isDown).toBe(false);
  });

  it('is sent again although it is in flight and delivered a moment later', async () => {
    const bench = createMemoryTimedBench();
    await bench.run('a');
    const answer = bench.nextAnswer();
    await bench.send('b');
    bench.transport.breakConnection('in-order');
    expect(bench.delivery.accounting).toMatchObject({ delivered: 0, held: 1, inFlight: 1 });
    answer({ delivered: 1 });
    await allTurns();
    expect(bench.delivery.accounting).toMatchObject({ delivered: 0, held: 2, inFlight: 0 });
    expect(bench.recalls()).toBe(2);
    bench.arrived();
    await bench.run();
    expect(bench.arrived()).toEqual(['a', 'b']);
  });

  it('is what of a batch got through, while the rest of it is held anyway', async () => {
    const bench = createMemoryTimedBench({ maxPayloadBytes: 3 });
    bench.transport.failNext(failAfter(1));
    await bench.run('a', 'bb', 'cc');
    expect(bench.arrived()).toEqual(['a']);
    bench.transport.breakConnection('broken');
    await bench.run();
    expect(bench.arrived()).toEqual(['a', 'bb', 'cc']);
  });

  it('gets its length prefix anew', async () => {
    const bench = createMemoryTimedBench({ lengthPrefix: 'uint32be' });
    await bench.run('abc');
    bench.transport.breakConnection('broken');
    await bench.run('d');
    const arrived = bench.transport.payloads.map((payload) => Buffer.from(payload).toString());
    expect(arrived).toEqual(['\0\0\0\x04abc\n', '\0\0\0\x04abc\n', '\0\0\0\x02d\n']);
  });

  it('is lost or not, but not held, once the delivery is closed', async () => {
    const bench = createMemoryTimedBench();
    await bench.run('a');
    await bench.delivery.close(inTenSeconds(bench.clock));
    bench.transport.breakConnection('broken');
    expect(bench.delivery.accounting).toMatchObject({ delivered: 1, held: 0, dropped: {} });
    expect(bench.recalls()).toBe(0);
  });

  it('is not even kept where the transport never tells', async () => {
    const { onBroken: _, ...transport } = createMemoryTransport();
    const bench = createMemoryTimedBench({ transport });
    await bench.run('a');
    expect(bench.delivery.accounting).toMatchObject({ delivered: 1 });
    expect(bench.holding.bytes).toBe(0);
  });
});
