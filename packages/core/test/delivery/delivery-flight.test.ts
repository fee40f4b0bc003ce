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

describe('a delivery of several batches', () => {
  it('does not try the rest of a run in which a batch has failed', async () => {
    const bench = createWorkbench({ maxBatchesInFlight: 1 });
    let sends = 0;
    bench.transport.respondWith((batch, deadline) => {
      sends += 1;
      return failAfter(0)(batch, deadline);
    });
    await bench.run(...fullLines(5 * LINES_OF_A_BATCH));
    expect(sends).toBe(1);
    expect(bench.delivery.accounting).toMatchObject({ held: 5 * LINES_OF_A_BATCH, inFlight: 0 });
  });

  it('does not forget that because a batch of an earlier run fails too', async () => {
    const bench = createWorkbench();
    const late = createAnswer();
    bench.transport.failNext(late.script);
    await bench.outlast(bench.run('late'));
    let sends = 0;
    bench.transport.respondWith((batch, deadline) => {
      sends += 1;
      return failAfter(0)(batch, deadline);
    });
    bench.delivery.begin();
    bench.write(...fullLines(LINES_OF_A_BATCH + 1));
    await bench.delivery.pump(inTenSeconds(bench.clock));
    await allTurns();
    late.answer(failed);
    await allTurns();
    bench.write(...fullLines(LINES_OF_A_BATCH));
    expect(await bench.delivery.flush(inTenSeconds(bench.clock))).toBe(false);
    expect(sends).toBe(1);
    expect(bench.delivery.accounting).toMatchObject({ held: 2 * LINES_OF_A_BATCH + 2, inFlight: 0 });
  });

  it('leaves no timer behind', async () => {
    const bench = createWorkbench({ maxBatchesInFlight: 1 });
    let timers = 0;
    const { clock } = bench;
    const setTimer = clock.setTimer.bind(clock);
    clock.setTimer = (...given) => {
      const timer = setTimer(...given);
      timers += 1;
      return {
        cancel: () => {
          timers -= 1;
          timer.cancel();
        },
      };
    };
    expect(await bench.run(...fullLines(4 * LINES_OF_A_BATCH))).toBe(true);
    await bench.delivery.close(inTenSeconds(clock));
    expect(timers).toBe(0);
  });

  it('has no more batches in flight than the transport takes', async () => {
    const bench = createWorkbench({ maxBatchesInFlight: 2 });
    const answers: ReturnType<typeof createAnswer>[] = [];
    bench.transport.respondWith(() => {
      const answer = createAnswer();
      answers.push(answer);
      return answer.script();
    });
    const running = bench.run(...fullLines(4 * LINES_OF_A_BATCH));
    await allTurns();
    expect(answers).toHaveLength(2);
    answers[1]!.answer({ delivered: LINES_OF_A_BATCH });
    await allTurns();
    expect(answers).toHaveLength(3);
    expect(bench.delivery.accounting).toMatchObject({
      delivered: LINES_OF_A_BATCH,
      inFlight: 3 * LINES_OF_A_BATCH,
    });
    bench.transport.respondWith();
    answers[0]!.answer({ delivered: LINES_OF_A_BATCH });
    answers[2]!.answer({ delivered: LINES_OF_A_BATCH });
    expect(await running).toBe(true);
    expect(bench.delivery.accounting).toMatchObject({ delivered: 4 * LINES_OF_A_BATCH, inFlight: 0 });
  });

  it('waits for room until the deadline and holds what had none', async () => {
    const bench = createWorkbench({ maxBatchesInFlight: 1 });
    const late = createAnswer();
    bench.transport.failNext(late.script);
    expect(await bench.outlast(bench.run(...fullLines(2 * LINES_OF_A_BATCH)))).toBe(false);
    expect(bench.delivery.accounting).toMatchObject({
      delivered: 0,
      held: LINES_OF_A_BATCH,
      inFlight: LINES_OF_A_BATCH,
    });
    late.answer({ delivered: LINES_OF_A_BATCH });
    expect(await bench.run()).toBe(true);
    expect(bench.delivered.sort()).toEqual(fullLines(2 * LINES_OF_A_BATCH).sort());
  });

  it('counts a batch when its fate is known, however late that is', async () => {
    const bench = createWorkbench();
    const late = createAnswer();
    bench.transport.failNext(late.script);
    expect(await bench.outlast(bench.run('a'))).toBe(false);
    expect(bench.delivery.accounting).toMatchObject({ delivered: 0, held: 0, inFlight: 1 });
    late.answer({ delivered: 1 });
    await allTurns();
    expect(bench.delivery.accounting).toMatchObject({ delivered: 1, inFlight: 0 });
  });

  it.each([
    ['not of the latest run that brought points', ['b'], false],
    ['of that, though a run that brought none has begun since', [], true],
  ])('tells the holding that a batch which failed late is %s', async (_, texts, isLatest) => {
    const bench = createWorkbench();
    const late = createAnswer();
    bench.transport.failNext(late.script);
    await bench.outlast(bench.run('a'));
    bench.delivery.begin();
    bench.write(...texts);
    late.answer(failed);
    await allTurns();
    expect(bench.holding.held).toEqual([{ points: 1, order: 0, isLatest }]);
  });
});
