import { describe, expect, it } from 'vitest';
import type { Clock } from '../../src/clock.js';
import { FakeClock } from '../transport/fake-clock.js';
import { createExporterBench } from './exporter-bench.js';
import { createLineEncoder } from './line-encoder.js';
import { countsOf, exportOf } from './metrics.js';

/** A clock on which each look takes a millisecond: work is measured in looks, not in time. */
function createClockOfLooks(): Clock {
  const clock = new FakeClock();
  return {
    now: () => clock.now(),
    monotonicMillis: () => {
      clock.advance(1);
      return clock.monotonicMillis();
    },
    setTimer: (callback) => clock.setTimer(callback, Number.POSITIVE_INFINITY),
    keepAlive: () => clock.keepAlive(),
  };
}

/** An export of a counter with so many points. */
function counts(points: number) {
  return exportOf({ name: 'count', points: Array.from({ length: points }, (_, i) => [{ i }, 1]) });
}

/** How often the event loop turns until `work` is done. */
async function countTurns(work: Promise<unknown>): Promise<number> {
  let turns = 0;
  let isDone = false;
  const count = () => {
    turns += 1;
    if (!isDone) setImmediate(count);
  };
  setImmediate(count);
  await work;
  isDone = true;
  return turns;
}

describe('a long export', () => {
  it('lets the event loop turn again and again', async () => {
    const bench = createExporterBench({ clock: createClockOfLooks() });
    const turns = await countTurns(bench.export(counts(200_000)));
    expect(turns).toBeGreaterThan(800);
    expect(bench.exporter.accounting).toMatchObject({ delivered: 200_000, inFlight: 0 });
  });

  it('does so too when it is made of many short metrics', async () => {
    const bench = createExporterBench({ clock: createClockOfLooks() });
    const metrics = Array.from({ length: 5000 }, (_, i) => ({ name: `m${i}`, points: [[{}, i]] as const }));
    expect(await countTurns(bench.export(exportOf(...metrics)))).toBeGreaterThan(2000);
  });

  it('does so too while what is held is written again', async () => {
    const bench = createExporterBench({ clock: createClockOfLooks() });
    bench.transport.respondWith(({ ends }) => Promise.resolve({ delivered: ends.length }));
    bench.transport.failNext();
    await bench.export(counts(100_000));
    expect(bench.exporter.accounting.held).toBeGreaterThan(50_000);
    expect(await countTurns(bench.exporter.forceFlush())).toBeGreaterThan(200);
    expect(bench.exporter.accounting).toMatchObject({ delivered: 100_000, held: 0 });
  });

  it('does not turn the loop where that costs more than the work', async () => {
    const bench = createExporterBench({ clock: new FakeClock() });
    expect(await countTurns(bench.export(countsOf(1, 2, 3)))).toBe(0);
  });

  it('hands over batches as they fill, not all at its end', async () => {
    let encoded = 0;
    const encoder = createLineEncoder();
    const bench = createExporterBench({
      createEncoder: () => ({
        ...encoder,
        family(wireName, metric) {
          const family = encoder.family(wireName, metric);
          return {
            ...family,
            write(...given) {
              encoded += 1;
              return family.write(...given);
            },
          };
        },
      }),
    });
    const encodedAtSend: number[] = [];
    bench.transport.respondWith(({ ends }) => {
      encodedAtSend.push(encoded);
      return { delivered: ends.length };
    });
    await bench.export(counts(20_000));
    expect(encodedAtSend.length).toBeGreaterThan(4);
    expect(encodedAtSend[0]).toBeLessThan(4000);
    expect(new Set(encodedAtSend).size).toBe(encodedAtSend.length);
  });
});
