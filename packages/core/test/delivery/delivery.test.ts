import { describe, expect, it } from 'vitest';
import {
  allTurns,
  createAnswer,
  createWorkbench,
  failAfter,
  failed,
  fullLines,
  inTenSeconds,
  LINES_OF_A_BATCH,
} from './workbench.js';

describe('a delivery', () => {
  it('counts what it delivers', async () => {
    const bench = createWorkbench();
    expect(await bench.run('a', 'b')).toBe(true);
    expect(bench.delivered).toEqual(['a', 'b']);
    expect(bench.delivery.accounting).toEqual({
      accepted: 2,
      delivered: 2,
      held: 0,
      inFlight: 0,
      dropped: {},
    });
  });

  it('numbers its runs', () => {
    const { delivery } = createWorkbench();
    expect([delivery.begin(), delivery.begin(), delivery.packer.sequence]).toEqual([1, 2, 2]);
  });

  it('tells the holding in which order batches were written, not in which they failed', async () => {
    const bench = createWorkbench();
    const answers = [createAnswer(), createAnswer()];
    for (const { script } of answers) bench.transport.failNext(script);
    const running = bench.run(...fullLines(LINES_OF_A_BATCH + 1));
    await allTurns();
    answers[1]!.answer(failed);
    await allTurns();
    answers[0]!.answer(failed);
    await running;
    const orders = bench.holding.held.map(({ order }) => order);
    expect(orders).toEqual([1, ...Array(LINES_OF_A_BATCH).fill(0)]);
  });

  it('holds what did not get through, and sends it before what is new', async () => {
    const bench = createWorkbench({ maxPayloadBytes: 4 });
    bench.transport.failNext(failAfter(1));
    expect(await bench.run('a', 'bb', 'cc')).toBe(false);
    expect([bench.delivered, bench.delivery.hasHeld]).toEqual([['a'], true]);
    expect(bench.delivery.accounting).toEqual({
      accepted: 3,
      delivered: 1,
      held: 2,
      inFlight: 0,
      dropped: {},
    });
    expect(await bench.run('d')).toBe(true);
    expect([bench.delivered, bench.delivery.hasHeld]).toEqual([['a', 'bb', 'cc', 'd'], false]);
  });

  it('holds payloads without their length prefix', async () => {
    const bench = createWorkbench({ maxPayloadBytes: 4, lengthPrefix: 'uint32le' });
    bench.transport.failNext();
    await bench.run('a', 'bb', 'c');
    expect(bench.holding.lines.map(({ text }) => text)).toEqual(['a', 'bb', 'c']);
  });

  it('says once that the backend is away and once that it is back', async () => {
    const bench = createWorkbench();
    bench.transport.respondWith(failAfter(0));
    for (let i = 0; i < 3; i += 1) await bench.run(`${i}`);
    expect(bench.delivery.isDown).toBe(true);
    bench.transport.respondWith();
    for (let i = 3; i < 6; i += 1) await bench.run(`${i}`);
    expect(bench.delivery.isDown).toBe(false);
    expect(bench.logger.lines.filter((line) => !line.startsWith('debug'))).toEqual([
      'warn: memory: fails. Data points are held and will be sent again',
      'info: memory: takes data again; what was held has been sent',
    ]);
    // of what is held, one line goes out first: twice, and in vain the first time
    expect(bench.delivered).toEqual(['1', '0', '2', '3', '4', '5']);
  });

  it('drops what the backend rejects, counts it as lost, and does not say that it will be sent again', async () => {
    const bench = createWorkbench({ maxPayloadBytes: 4 });
    bench.transport.failNext(failAfter(1, false));
    expect(await bench.run('aa', 'bb', 'cc')).toBe(false);
    expect(bench.delivery.accounting).toMatchObject({ delivered: 1, held: 0, dropped: { rejected: 2 } });
    expect(bench.delivery.lost).toBe(2);
    expect(bench.logger.lines).toEqual(['warn: memory: fails. Data points that it refused are dropped']);
    await bench.run('dd');
    expect(bench.delivered).toEqual(['aa', 'dd']);
  });

  it('names no reason for which nothing was dropped', async () => {
    const bench = createWorkbench();
    bench.transport.failNext(failAfter(1, false));
    await bench.run('a');
    expect(bench.delivery.accounting.dropped).toEqual({});
  });

  it('counts what is dropped before it is written as no fault of the backend, and warns once a reason', () => {
    const { delivery, logger } = createWorkbench();
    delivery.accept(6);
    delivery.drop('not_finite', 1);
    delivery.drop('not_finite', 2);
    delivery.drop('too_large', 3);
    expect(delivery.accounting).toMatchObject({ inFlight: 0, dropped: { not_finite: 3, too_large: 3 } });
    expect(delivery.lost).toBe(0);
    expect(logger.lines.map((line) => /^warn: .*\((\w+)\)/.exec(line)?.[1])).toEqual([
      'not_finite',
      'too_large',
    ]);
  });

  it('counts, and does not log, what is left out because somebody asked for it', () => {
    const { delivery, logger } = createWorkbench({ quietReasons: ['unchanged'] });
    delivery.accept(3);
    delivery.drop('unchanged', 2);
    delivery.drop('too_large', 1);
    expect(delivery.accounting).toMatchObject({ accepted: 3, dropped: { unchanged: 2, too_large: 1 } });
    expect(logger.lines).toEqual([expect.stringContaining('(too_large)')]);
  });

  it('counts what the holding has no room for', async () => {
    const bench = createWorkbench({ maxLines: 2 });
    bench.transport.respondWith(failAfter(0));
    await bench.run('a', 'b', 'c');
    expect(bench.delivery.accounting).toMatchObject({ held: 2, inFlight: 0, dropped: { queue_full: 1 } });
    expect(bench.delivery.lost).toBe(1);
  });

  it('does not call it a loss when a held level is superseded', async () => {
    const bench = createWorkbench();
    bench.holding.hold = (_, points) => ({ superseded: points });
    bench.transport.failNext();
    await bench.run('a', 'b');
    expect(bench.delivery.accounting).toMatchObject({ held: 0, dropped: { superseded: 2 } });
    expect(bench.delivery.lost).toBe(0);
  });

  it('does not say that the backend is back while something is held', async () => {
    const bench = createWorkbench();
    const late = createAnswer();
    bench.transport.failNext(late.script);
    await bench.outlast(bench.run('a'));
    const second = createAnswer();
    bench.transport.failNext(second.script);
    const running = bench.run('b');
    await allTurns();
    late.answer(failed);
    second.answer({ delivered: 1 });
    expect(await running).toBe(false);
    expect([bench.delivered, bench.delivery.isDown, bench.delivery.hasHeld]).toEqual([['b'], true, true]);
    expect(await bench.run('c')).toBe(true);
    expect(bench.delivered).toEqual(['b', 'a', 'c']);
    expect(bench.logger.lines.map((line) => line.split(':')[0])).toEqual(['warn', 'info']);
  });

  it('holds full batches instead of sending them where it is told to', async () => {
    const bench = createWorkbench();
    bench.delivery.begin();
    bench.write(...fullLines(LINES_OF_A_BATCH + 1));
    expect(bench.packer.readyCount).toBe(1);
    bench.delivery.holdReady();
    expect(bench.packer.readyCount).toBe(0);
    expect(bench.delivery.accounting).toMatchObject({ delivered: 0, held: LINES_OF_A_BATCH, inFlight: 1 });
    expect(await bench.run('last')).toBe(true);
    expect(bench.delivered).toHaveLength(LINES_OF_A_BATCH + 2);
    expect(bench.delivery.accounting).toMatchObject({ delivered: LINES_OF_A_BATCH + 2, held: 0 });
  });

  it('holds all that was written where it is told to, so that nothing overtakes it', async () => {
    const bench = createWorkbench();
    bench.delivery.begin();
    bench.write('a', 'b');
    bench.delivery.holdAll();
    expect(bench.delivery.accounting).toMatchObject({ delivered: 0, held: 2, inFlight: 0 });
    await bench.run('c');
    expect(bench.delivered).toEqual(['a', 'b', 'c']);
  });

  it('tells who wants to know that the backend is away, once', async () => {
    const told: string[] = [];
    const bench = createWorkbench({ onDown: ({ message }) => told.push(message) });
    bench.transport.respondWith(failAfter(0));
    await bench.run('a');
    await bench.run('b');
    expect(told).toEqual(['memory: fails']);
    bench.transport.respondWith();
    await bench.run('c');
    bench.transport.failNext();
    await bench.run('d');
    expect(told).toEqual(['memory: fails', 'memory: fails as told']);
  });

  it('hands over what was written without waiting for its fate, which can be asked for later', async () => {
    const bench = createWorkbench();
    const answer = createAnswer();
    bench.transport.failNext(answer.script);
    bench.delivery.begin();
    bench.write('a');
    await bench.delivery.send(inTenSeconds(bench.clock));
    expect(bench.delivery.accounting).toMatchObject({ delivered: 0, inFlight: 1 });
    const settling = bench.delivery.settle(inTenSeconds(bench.clock));
    answer.answer({ delivered: 1 });
    expect(await settling).toBe(true);
    expect(bench.delivered).toEqual(['a']);
  });

  it('uses the buffer of a batch again, whatever became of it', async () => {
    const bench = createWorkbench();
    const buffers = new Set<Uint8Array>();
    const outcomes = [failAfter(0), failAfter(0, false), undefined];
    for (let i = 0; i < 30; i += 1) {
      bench.transport.respondWith((batch, deadline) => {
        buffers.add(batch.buffer);
        return outcomes[i % 3]?.(batch, deadline) ?? { delivered: batch.ends.length };
      });
      await bench.run(`${i}`);
    }
    expect(buffers.size).toBe(2);
  });
});
