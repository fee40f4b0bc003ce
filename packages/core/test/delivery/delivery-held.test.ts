import { describe, expect, it } from 'vitest';
import {
  allTurns,
  createAnswer,
  createWorkbench,
  failAfter,
  failed,
  fullLines,
  inTenSeconds,
} from './workbench.js';

describe('what is held', () => {
  it('stays from where the backend fails again, and is not tried further', async () => {
    const bench = createWorkbench({ maxBatchesInFlight: 1 });
    const lines = fullLines(1000);
    bench.transport.respondWith(failAfter(0));
    await bench.run(...lines);
    let sends = 0;
    bench.transport.respondWith((batch, deadline) => {
      sends += 1;
      return sends === 1 ? { delivered: 1 } : failAfter(100)(batch, deadline);
    });
    bench.delivery.begin();
    await bench.delivery.resend(inTenSeconds(bench.clock), async () => {
      await bench.delivery.pump(inTenSeconds(bench.clock));
      await allTurns();
    });
    await bench.delivery.flush(inTenSeconds(bench.clock));
    expect([sends, bench.delivered.length]).toEqual([2, 101]);
    expect(bench.delivery.accounting).toMatchObject({ held: 899, inFlight: 0, dropped: {} });
    bench.transport.respondWith();
    expect(await bench.run()).toBe(true);
    expect(bench.delivered.sort()).toEqual(lines.sort());
  });

  it('lets its caller have a turn while it is written', async () => {
    const bench = createWorkbench();
    bench.transport.failNext();
    await bench.run(...Array.from({ length: 1000 }, (_, i) => `${i}`));
    let turns = 0;
    bench.delivery.begin();
    await bench.delivery.resend(inTenSeconds(bench.clock), () => {
      turns += 1;
    });
    // one entry goes out first, without it
    expect(turns).toBe(7);
  });

  it('tells its caller after each turn that it goes on, before it writes again', async () => {
    const bench = createWorkbench();
    bench.transport.failNext();
    await bench.run(...Array.from({ length: 200 }, (_, i) => `${i}`));
    const order: string[] = [];
    const { write } = bench.holding;
    bench.holding.write = (...given) => {
      if (order.at(-1) !== 'write') order.push('write');
      return write(...given);
    };
    bench.delivery.begin();
    await bench.delivery.resend(
      inTenSeconds(bench.clock),
      () => void order.push('turn'),
      () => order.push('resumed'),
    );
    expect(order).toEqual(['write', 'resumed', 'write', 'turn', 'resumed', 'write']);
  });

  it('sends one entry while the backend is away, and the others when that has arrived', async () => {
    const bench = createWorkbench();
    const lines = fullLines(1000);
    bench.transport.respondWith(failAfter(0));
    await bench.run(...lines);
    const payloads: number[] = [];
    bench.transport.respondWith((batch, deadline) => {
      payloads.push(batch.ends.length);
      return failAfter(0)(batch, deadline);
    });
    expect(await bench.run('new')).toBe(false);
    expect(payloads).toEqual([1]);
    expect(bench.delivery.accounting).toMatchObject({ held: 1001, inFlight: 0 });

    bench.transport.respondWith((batch) => {
      payloads.push(batch.ends.length);
      return { delivered: batch.ends.length };
    });
    expect(await bench.run()).toBe(true);
    expect(payloads.slice(0, 2)).toEqual([1, 1]);
    expect(payloads.length).toBeGreaterThan(3);
    expect(bench.delivered.sort()).toEqual([...lines, 'new'].sort());
  });

  it('waits for the next run when that one entry has no fate by the deadline', async () => {
    const bench = createWorkbench();
    bench.transport.failNext();
    await bench.run('a', 'b');
    const late = createAnswer();
    bench.transport.failNext(late.script);
    expect(await bench.outlast(bench.run('c'))).toBe(false);
    expect(bench.delivery.accounting).toMatchObject({ delivered: 0, held: 2, inFlight: 1 });
    late.answer({ delivered: 1 });
    expect(await bench.run()).toBe(true);
    expect(bench.delivered.sort()).toEqual(['a', 'b', 'c']);
  });

  it('is counted as dropped, and said, when the delivery is closed', async () => {
    const bench = createWorkbench();
    bench.transport.failNext();
    await bench.run('a', 'b');
    await bench.delivery.close(inTenSeconds(bench.clock));
    expect(bench.transport.isClosed).toBe(true);
    expect(bench.delivery.accounting).toMatchObject({ held: 0, inFlight: 0, dropped: { shutdown: 2 } });
    expect(bench.delivery.lost).toBe(2);
    expect(bench.logger.lines.at(-1)).toBe(
      'error: memory:: 2 data points were still held at shutdown and are lost',
    );
  });

  it('is not mentioned at a close without losses', async () => {
    const bench = createWorkbench();
    await bench.run('a');
    await bench.delivery.close(inTenSeconds(bench.clock));
    expect(bench.logger.lines).toEqual([]);
    expect(bench.delivery.accounting.dropped).toEqual({});
  });

  it('includes what fails while the transport closes, and even after', async () => {
    const bench = createWorkbench();
    const [first, second] = [createAnswer(), createAnswer()];
    bench.transport.failNext(first.script);
    bench.transport.failNext(second.script);
    await bench.outlast(bench.run('a'));
    await bench.outlast(bench.run('b'));
    const closing = bench.outlast(bench.delivery.close(inTenSeconds(bench.clock)));
    first.answer(failed);
    await closing;
    expect(bench.delivery.accounting).toMatchObject({ held: 0, inFlight: 1, dropped: { shutdown: 1 } });
    second.answer(failed);
    await allTurns();
    expect(bench.delivery.accounting).toMatchObject({ held: 0, inFlight: 0, dropped: { shutdown: 2 } });
  });
});
