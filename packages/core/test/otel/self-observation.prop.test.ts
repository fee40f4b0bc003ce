import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Backlog } from '../../src/delivery/backlog.js';
import { failAfter } from '../delivery/workbench.js';
import { FakeClock } from '../transport/fake-clock.js';
import { collectionOf } from './collection.js';
import { createExporterBench, outlast } from './exporter-bench.js';
import { createObserver, type Observed, totalOf } from './observed.js';

interface Round {
  readonly points: number;
  readonly fate: 'delivered' | 'failed' | 'half' | 'rejected';
  /** What happens to the connection after the export. */
  readonly end: 'in-order' | 'broken' | 'nothing';
  readonly pauseMillis: number;
}

const round: fc.Arbitrary<Round> = fc.record({
  points: fc.nat(40),
  fate: fc.constantFrom('delivered', 'failed', 'half', 'rejected'),
  end: fc.constantFrom('in-order', 'broken', 'nothing'),
  pauseMillis: fc.constantFrom(0, 500, 5_000),
});

const scripts = {
  delivered: undefined,
  failed: failAfter(0),
  half: failAfter(1),
  rejected: failAfter(0, false),
};

const values = (points: number) =>
  Array.from({ length: points }, (_, i) => ({ attributes: { i }, value: i % 9 === 8 ? Number.NaN : i }));

/** A backlog that soon is full, and holds again what was sent when a connection breaks. */
function createBench(clock: FakeClock) {
  const bounds = { maxBytes: 1_200, maxAgeMillis: 8_000, resendWindowMillis: 4_000 };
  return createExporterBench({ clock, holding: new Backlog({ clock, ...bounds }) });
}

async function play(rounds: readonly Round[]): Promise<void> {
  const clock = new FakeClock();
  const bench = createBench(clock);
  const { observe, provider } = createObserver();
  bench.exporter.setSelfObsMeterProvider(provider);
  let before: Observed['exported'] = {};
  const check = async () => {
    const observed = await observe();
    expect(totalOf(observed)).toBe(bench.exporter.accounting.accepted);
    expect(observed.inflight).toBeGreaterThanOrEqual(0);
    for (const [type, points] of Object.entries(before))
      expect(observed.exported[type]).toBeGreaterThanOrEqual(points);
    before = observed.exported;
  };
  for (const { end, fate, pauseMillis, points } of rounds) {
    bench.transport.respondWith(scripts[fate]);
    await outlast(
      clock,
      bench.export(collectionOf([{ name: 'n', kind: 'counter', points: values(points) }])),
    );
    await check();
    clock.advance(pauseMillis);
    if (end !== 'nothing') bench.transport.breakConnection(end);
    await check();
  }
}

describe('at any time, also when what was delivered is held again', () => {
  it('what was exported and what is in flight come to what was accepted, and no counter falls', async () => {
    await fc.assert(fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 12 }), play), {
      numRuns: 100,
    });
  });
});
