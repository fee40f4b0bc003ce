import { describe, expect, it } from 'vitest';
import { DroppedError } from '../../src/errors.js';
import { allTurns, createAnswer, failed, fullLines, LINES_OF_A_BATCH } from '../delivery/workbench.js';
import { createClientBench, FLUSH_INTERVAL_MILLIS, LONGEST_RETRY_MILLIS } from './client-bench.js';

describe('what a client writes', () => {
  it('goes out together after the flush interval', async () => {
    const { bench, record, after } = createClientBench();
    record('a', 'b');
    await after(FLUSH_INTERVAL_MILLIS - 1);
    expect(bench.delivered).toEqual([]);
    await after(1);
    expect(bench.delivered).toEqual(['a', 'b']);
  });

  it('goes out at once when a batch is full', async () => {
    const { bench, record } = createClientBench();
    record(...fullLines(LINES_OF_A_BATCH + 1));
    await allTurns();
    expect(bench.delivered).toEqual(fullLines(LINES_OF_A_BATCH + 1));
  });

  it('is held while the server is away, and goes out behind what was held earlier', async () => {
    const { bench, record, after } = createClientBench();
    bench.transport.failNext();
    record('a');
    await after(FLUSH_INTERVAL_MILLIS);
    record('b');
    await after(FLUSH_INTERVAL_MILLIS);
    expect([bench.delivered, bench.delivery.accounting.held]).toEqual([[], 2]);
    await after(LONGEST_RETRY_MILLIS);
    expect(bench.delivered).toEqual(['a', 'b']);
  });

  it('is said to be lost once an outage', async () => {
    const { bench, record, after, lost } = createClientBench({ maxLines: 1 });
    bench.transport.respondWith(() => failed);
    record('a', 'b', 'c');
    await after(FLUSH_INTERVAL_MILLIS);
    record('d');
    await after(FLUSH_INTERVAL_MILLIS);
    expect(lost).toEqual([expect.any(DroppedError)]);
    expect(lost[0]?.dropped).toEqual({ lost: 2 });
    expect(bench.delivery.accounting).toMatchObject({ held: 1, dropped: { queue_full: 3 } });
  });
});

describe('what is held although nothing was written', () => {
  it('waits in an idle client until it is told, then goes out after the flush interval', async () => {
    const { bench, outlet, holdAgain, after } = createClientBench();
    holdAgain('again');
    await after(60_000);
    expect(bench.delivered).toEqual([]);
    outlet.resume();
    await after(FLUSH_INTERVAL_MILLIS - 1);
    expect(bench.delivered).toEqual([]);
    await after(1);
    expect(bench.delivered).toEqual(['again']);
  });

  it('goes out before what was written since, and puts off nothing', async () => {
    const { bench, outlet, record, holdAgain, after } = createClientBench();
    record('new');
    await after(FLUSH_INTERVAL_MILLIS - 1);
    holdAgain('again');
    outlet.resume();
    await after(1);
    expect(bench.delivered).toEqual(['again', 'new']);
  });

  it('goes out while earlier batches wait for their fate', async () => {
    const { bench, outlet, record, holdAgain, after } = createClientBench();
    const { script, answer } = createAnswer();
    bench.transport.failNext(script);
    record('first');
    await after(FLUSH_INTERVAL_MILLIS);
    holdAgain('again');
    outlet.resume();
    await after(FLUSH_INTERVAL_MILLIS);
    expect(bench.delivered).toEqual(['again']);
    answer({ delivered: 1 });
    await allTurns();
    expect(bench.delivered).toEqual(['again', 'first']);
  });

  it('goes out at once when an attempt that runs is over', async () => {
    const { bench, outlet, record, holdAgain } = createClientBench({ maxBatchesInFlight: 1 });
    const { script, answer } = createAnswer();
    bench.transport.failNext(script);
    record(...fullLines(2 * LINES_OF_A_BATCH + 1));
    await allTurns();
    holdAgain('again');
    outlet.resume();
    answer({ delivered: LINES_OF_A_BATCH });
    await allTurns();
    expect(bench.delivered).toContain('again');
  });

  it('waits for the next attempt while the server is away', async () => {
    const { bench, outlet, record, holdAgain, after } = createClientBench();
    bench.transport.failNext();
    record('a');
    await after(FLUSH_INTERVAL_MILLIS);
    holdAgain('again');
    outlet.resume();
    await after(FLUSH_INTERVAL_MILLIS);
    expect(bench.delivered).toEqual([]);
    await after(LONGEST_RETRY_MILLIS);
    expect(bench.delivered).toEqual(['a', 'again']);
  });

  it('is not sent by a client that is closed', async () => {
    const { bench, outlet, holdAgain, after } = createClientBench();
    await outlet.close(bench.clock.monotonicMillis());
    holdAgain('again');
    outlet.resume();
    await after(60_000);
    expect(bench.holding.lines.map(({ text }) => text)).toEqual(['again']);
  });
});
