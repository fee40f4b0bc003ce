import { describe, expect, it } from 'vitest';
import { createMemoryTimedBench } from './timed-bench.js';
import { allTurns, failed, fullLines, inTenSeconds, LINES_OF_A_BATCH } from './workbench.js';

describe('what is held and what is newer', () => {
  it('go out in their order: a delivered payload follows an older one that failed late', async () => {
    const bench = createMemoryTimedBench();
    const answer = bench.nextAnswer();
    await bench.send('old');
    await bench.send('new');
    await allTurns();
    expect(bench.arrived()).toEqual(['new']);
    answer(failed);
    await allTurns();
    expect(bench.delivery.accounting).toMatchObject({ delivered: 0, held: 2, inFlight: 0 });
    await bench.run();
    expect(bench.arrived()).toEqual(['old', 'new']);
  });

  it('go out in their order: so does one that was in flight then, however late it is delivered', async () => {
    const bench = createMemoryTimedBench();
    const answers = [bench.nextAnswer(), bench.nextAnswer()];
    await bench.send('old');
    await bench.send('new');
    answers[0]!(failed);
    await allTurns();
    await bench.send();
    await allTurns();
    expect(bench.arrived()).toEqual(['old']);
    answers[1]!({ delivered: 1 });
    await allTurns();
    expect(bench.delivery.accounting).toMatchObject({ delivered: 1, held: 1, inFlight: 0 });
    await bench.run('newest');
    expect(bench.arrived()).toEqual(['new', 'new', 'newest']);
  });

  it('go out in their order: a run waits that was being written when the connection broke', async () => {
    const bench = createMemoryTimedBench();
    await bench.run('a');
    bench.arrived();
    bench.delivery.begin();
    bench.write(...fullLines(LINES_OF_A_BATCH + 1));
    bench.transport.breakConnection('broken');
    expect(await bench.delivery.flush(inTenSeconds(bench.clock))).toBe(false);
    expect(bench.arrived()).toEqual([]);
    expect(bench.delivery.accounting).toMatchObject({
      delivered: 0,
      held: LINES_OF_A_BATCH + 2,
      inFlight: 0,
    });
    await bench.run();
    expect(bench.arrived()).toEqual(['a', ...fullLines(LINES_OF_A_BATCH + 1)]);
  });

  it('are handed over as they fill batches, so that no two of them pile up', async () => {
    const bench = createMemoryTimedBench();
    await bench.run(...fullLines(5 * LINES_OF_A_BATCH));
    bench.transport.breakConnection('broken');
    let most = 0;
    await bench.delivery.resend(inTenSeconds(bench.clock), () => {
      most = Math.max(most, bench.delivery.packer.readyCount);
      return bench.delivery.pump(inTenSeconds(bench.clock));
    });
    expect(most).toBe(1);
  });
});
