import { MeterProvider } from '@opentelemetry/sdk-metrics';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TransportError } from '../../src/errors.js';
import type { SendOutcome } from '../../src/transport/transport.js';
import { FakeClock } from '../transport/fake-clock.js';
import { createExporterBench, outlast } from './exporter-bench.js';
import { createLedgerHolding } from './ledger-holding.js';
import { readLine } from './line-encoder.js';
import { ManualReader } from './manual-reader.js';

interface Round {
  readonly adds: readonly (readonly [series: number, amount: number])[];
  readonly changes: readonly (readonly [series: number, change: number])[];
  /** What becomes of this round's sends; `late` ones fail in the next round. */
  readonly fates: readonly ('delivered' | 'failed' | 'half' | 'late')[];
  readonly end: 'export' | 'flush';
}

const onSeries = (amount: fc.Arbitrary<number>) => fc.array(fc.tuple(fc.nat(3), amount), { maxLength: 8 });

const round: fc.Arbitrary<Round> = fc
  .tuple(
    onSeries(fc.integer({ min: 1, max: 1000 })),
    onSeries(fc.integer({ min: -50, max: 50 })),
    fc.array(fc.constantFrom('delivered', 'failed', 'half', 'late'), { maxLength: 3 }),
    fc.constantFrom('export', 'flush'),
  )
  .map(([adds, changes, fates, end]) => ({ adds, changes, fates, end }));

/** Adds up what a backend would show. */
function shown(lines: readonly string[]): Map<string, number> {
  const values = new Map<string, number>();
  for (const line of lines) {
    const { series, kind, value } = readLine(line);
    const before = kind === 'delta-sum' ? (values.get(series) ?? 0) : 0;
    values.set(series, before + Number(value));
  }
  return values;
}

function createTransportScript() {
  const error = new TransportError('memory:', 'fails');
  let late: ((outcome: SendOutcome) => void)[] = [];
  let fates: Round['fates'] = [];
  let sends = 0;
  return {
    begin(next: Round['fates']) {
      fates = next;
      sends = 0;
    },
    failLateOnes() {
      for (const answer of late) answer({ delivered: 0, error });
      late = [];
    },
    script({ ends }: { ends: readonly number[] }): SendOutcome | Promise<SendOutcome> {
      const fate = fates[sends++] ?? 'delivered';
      if (fate === 'delivered') return { delivered: ends.length };
      if (fate === 'late') return new Promise((resolve) => late.push(resolve));
      return { delivered: fate === 'half' ? Math.floor(ends.length / 2) : 0, error };
    },
  };
}

async function play(rounds: readonly Round[]): Promise<void> {
  const clock = new FakeClock();
  const bench = createExporterBench({ clock, holding: createLedgerHolding() });
  const backend = createTransportScript();
  bench.transport.respondWith((batch) => backend.script(batch));
  const reader = new ManualReader();
  const meter = new MeterProvider({ readers: [reader] }).getMeter('test');
  const counter = meter.createCounter('counter');
  const updown = meter.createUpDownCounter('updown');
  const recorded = new Map<string, number>();
  const record = (name: string, amount: number) => recorded.set(name, (recorded.get(name) ?? 0) + amount);
  const check = () => {
    const { accepted, delivered, held, inFlight, dropped } = bench.exporter.accounting;
    expect(Object.keys(dropped)).toEqual(dropped.superseded === undefined ? [] : ['superseded']);
    expect(inFlight).toBeGreaterThanOrEqual(0);
    expect(delivered + held + inFlight + (dropped.superseded ?? 0)).toBe(accepted);
  };
  const collect = async (end: Round['end']) => {
    const { resourceMetrics } = await reader.collect();
    const exporting = bench.export(resourceMetrics);
    if (end === 'flush') await outlast(clock, bench.exporter.forceFlush());
    await outlast(clock, exporting);
    expect(await exporting).toEqual({ code: 0 });
  };

  for (const { adds, changes, fates, end } of rounds) {
    for (const [series, amount] of adds) {
      counter.add(amount, { series });
      record(`counter{series=${series}}`, amount);
    }
    for (const [series, change] of changes) {
      updown.add(change, { series });
      record(`updown{series=${series}}`, change);
    }
    backend.begin(fates);
    backend.failLateOnes();
    await collect(end);
    check();
  }
  backend.begin([]);
  backend.failLateOnes();
  await collect('export');
  check();
  expect(shown(bench.lines)).toEqual(recorded);
  expect(bench.exporter.accounting).toMatchObject({ held: 0, inFlight: 0 });
  await reader.shutdown();
}

describe('whatever becomes of the exports of an outage', () => {
  it('the backend shows in the end what was recorded', async () => {
    await fc.assert(fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 8 }), play), {
      numRuns: 100,
    });
  });
});
