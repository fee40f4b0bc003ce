import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TransportError } from '../../src/errors.js';
import type { OutcomeScript } from '../../src/transport/memory.js';
import type { Batch, SendOutcome } from '../../src/transport/transport.js';
import { payloadsOf } from '../payload/packed.js';
import { allTurns, createWorkbench, inTenSeconds, type Workbench } from './workbench.js';

/** What becomes of a send: when, how many of its payloads get through, and why not the others. */
interface Fate {
  readonly isLate: boolean;
  readonly share: number;
  readonly others: 'retry' | 'reject';
}

interface Run {
  readonly lines: number;
  /** After so many lines the full batches are handed over. */
  readonly linesPerPump: number;
  readonly fates: readonly Fate[];
  readonly lateOnesSettle: 'before' | 'during' | 'after' | 'never';
  readonly end: 'flush' | 'hold';
}

const fate: fc.Arbitrary<Fate> = fc.record({
  isLate: fc.boolean(),
  share: fc.oneof(fc.constantFrom(0, 1, 1), fc.double({ min: 0, max: 1, noNaN: true })),
  others: fc.constantFrom('retry', 'retry', 'reject'),
});

const run: fc.Arbitrary<Run> = fc.record({
  lines: fc.oneof(fc.nat(3), fc.nat(700)),
  linesPerPump: fc.integer({ min: 1, max: 300 }),
  fates: fc.array(fate, { maxLength: 4 }),
  lateOnesSettle: fc.constantFrom('before', 'during', 'after', 'never'),
  end: fc.constantFrom('flush', 'flush', 'flush', 'hold'),
});

/** Plays the transport, and keeps what it was told and what it did. */
class Backend {
  readonly rejected: string[] = [];
  #fates: Fate[] = [];
  #late: (() => void)[] = [];

  expect(fates: readonly Fate[]): void {
    this.#fates = [...fates];
  }

  settleLateOnes(): void {
    for (const settle of this.#late.splice(0)) settle();
  }

  readonly script: OutcomeScript = (batch) => {
    const fate = this.#fates.shift();
    const outcome = () => this.#outcome(batch, fate);
    if (!fate?.isLate) return outcome();
    return new Promise((resolve) => {
      this.#late.push(() => resolve(outcome()));
    });
  };

  #outcome(batch: Batch, fate: Fate | undefined): SendOutcome {
    const payloads = batch.ends.length;
    const delivered = Math.floor((fate?.share ?? 1) * payloads);
    if (fate === undefined || delivered === payloads) return { delivered: payloads };
    const retryable = fate.others === 'retry';
    if (!retryable) this.rejected.push(...linesOf(batch).slice(delivered).flat());
    return { delivered, error: new TransportError('memory:', 'fails', { retryable }) };
  }
}

/** The lines in each payload. */
function linesOf(batch: Batch): string[][] {
  const packed = { points: [], madeAt: [], sequence: 0, order: 0, ...batch };
  return payloadsOf(packed).map(({ body }) => String(body).split('\n').slice(0, -1));
}

function checkAccounts({ delivery, holding, delivered }: Workbench, backend: Backend, written: number): void {
  const { accounting } = delivery;
  const dropped = Object.values(accounting.dropped).reduce((sum, points) => sum + points, 0);
  expect(accounting.accepted).toBe(written);
  expect(accounting.delivered).toBe(delivered.length);
  expect(accounting.held).toBe(holding.points);
  expect(accounting.inFlight).toBeGreaterThanOrEqual(0);
  expect(dropped).toBe(backend.rejected.length);
  expect(accounting.delivered + accounting.held + accounting.inFlight + dropped).toBe(written);
}

async function play(
  runs: readonly Run[],
  maxPayloadBytes: number,
  maxBatchesInFlight: number,
): Promise<void> {
  const bench = createWorkbench({ maxPayloadBytes, maxBatchesInFlight });
  const backend = new Backend();
  bench.transport.respondWith(backend.script);
  const written: string[] = [];
  const check = () => checkAccounts(bench, backend, written.length);
  const pump = () => bench.outlast(bench.delivery.pump(inTenSeconds(bench.clock)));

  for (const { lines, linesPerPump, fates, lateOnesSettle, end } of runs) {
    backend.expect(fates);
    bench.delivery.begin();
    await bench.outlast(bench.delivery.resend(inTenSeconds(bench.clock), pump));
    if (lateOnesSettle === 'before') backend.settleLateOnes();
    for (let i = 1; i <= lines; i += 1) {
      const line = `${written.length}`.padEnd(400, '.');
      written.push(line);
      bench.write(line);
      if (i % linesPerPump === 0) await pump();
      if (i === 100 && lateOnesSettle === 'during') backend.settleLateOnes();
    }
    await allTurns();
    check();
    if (end === 'hold') bench.delivery.holdAll();
    else await bench.outlast(bench.delivery.flush(inTenSeconds(bench.clock)));
    if (lateOnesSettle === 'after') backend.settleLateOnes();
    await allTurns();
    check();
  }

  backend.expect([]);
  backend.settleLateOnes();
  await allTurns();
  expect(await bench.run()).toBe(true);
  check();
  expect(bench.delivery.accounting).toMatchObject({ held: 0, inFlight: 0 });
  expect([...bench.delivered, ...backend.rejected].sort()).toEqual(written.sort());
}

describe('whatever the backend does', () => {
  it('every point is delivered once, held, in flight, or counted as dropped', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(run, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(512, 1432, 8192),
        fc.integer({ min: 1, max: 4 }),
        play,
      ),
      { numRuns: 120 },
    );
  });
});
