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
  it('is put back from where the backend fails again, and not tried further', async () => {
    const bench = createWorkbench({ maxBatchesInFlight: 1 });
    const lines = fullLines(1000);
    bench.transport.respondWith(failAfter(0));
    await bench.run(...lines);
    let sends = 0;
    bench.transport.respondWith((batch, deadline) => {
      sends += 1;
      return (sends === 1 ? failAfter(100) : failAfter(0))(batch, deadline);
    });
    bench.delivery.begin();
    await bench.delivery.resend(async () => {
      await bench.delivery.pump(inTenSeconds(bench.clock));
      await allTurns();
    });
    await bench.delivery.flush(inTenSeconds(bench.clock));
    expect([sends, bench.delivered.length]).toEqual([1, 100]);
    expect(bench.delivery.accounting).toMatchObject({ held: 900, inFlight: 0, dropped: {} });
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
    await bench.delivery.resend(() => {
      turns += 1;
    });
    expect(turns).toBe(8);
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
      () => void order.push('turn'),
      () => order.push('resumed'),
    );
    expect(order).toEqual(['write', 'turn', 'resumed', 'write', 'turn', 'resumed', 'write']);
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
