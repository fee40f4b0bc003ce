import { type Clock, createMemoryTransport, systemClock, TransportError } from '@otelwire/core';
import { parseRecord, StatsdTotals } from '@otelwire/sandbox';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DogStatsdClient, StatsdClient } from '../../src/client/index.ts';
import { linesOf } from './lines.ts';

/** What a transport may do with a batch: deliver some of it now or later, in the order of the batches. */
const outcomes = fc.array(
  fc.record({ fails: fc.boolean(), share: fc.double({ min: 0, max: 1, noNaN: true }), turns: fc.nat(4) }),
  { maxLength: 12 },
);
const kinds = ['count', 'level', 'sample', 'member', 'change'] as const;
const steps = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        kind: fc.constantFrom(...kinds),
        times: fc.integer({ min: 1, max: 40 }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('turn' as const), times: fc.integer({ min: 1, max: 5 }) }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('flush' as const), times: fc.constant(1) }) },
  ),
  { minLength: 1, maxLength: 30 },
);

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** The flush interval is a turn of the event loop, so that batches overtake the answers to those before them. */
const turningClock: Clock = {
  ...systemClock,
  setTimer(callback, delayMillis) {
    if (delayMillis > 0) return systemClock.setTimer(callback, delayMillis);
    const immediate = setImmediate(callback);
    return { cancel: () => clearImmediate(immediate) };
  },
};

/**
 * A transport that goes by `script`, then delivers everything. As on one connection, answers come in the order of the batches,
 * and with the one that fails fail all that were sent by then.
 */
function scripted(script: readonly { fails: boolean; share: number; turns: number }[]) {
  const transport = createMemoryTransport({ maxBatchesInFlight: 3 });
  let last: Promise<unknown> = Promise.resolve();
  let connection = 0;
  let mostInFlight = 0;
  let inFlight = 0;
  let sends = 0;
  transport.respondWith((batch) => {
    const { fails, share, turns } = script[sends] ?? { fails: false, share: 1, turns: 0 };
    const own = connection;
    sends += 1;
    inFlight += 1;
    mostInFlight = Math.max(mostInFlight, inFlight);
    const outcome = last.then(async () => {
      for (let i = 0; i < turns; i += 1) await turn();
      inFlight -= 1;
      const error = new TransportError('test:', 'fails as told');
      if (own !== connection) return { delivered: 0, error };
      if (!fails) return { delivered: batch.ends.length };
      connection += 1;
      return { delivered: Math.floor(share * (batch.ends.length - 1)), error };
    });
    last = outcome;
    return outcome;
  });
  return { transport, mostInFlight: () => mostInFlight };
}

type Kind = (typeof kinds)[number];

/** What an application has recorded. */
class Tally {
  count = 0;
  level = 0;
  samples = 0;
  changes = 0;
  accepted = 0;

  record(client: StatsdClient | DogStatsdClient, kind: Kind): void {
    this.accepted += 1;
    if (kind === 'count') {
      this.count += 1;
      // more series than are sent again in one go
      client.increment(`count.${this.accepted % 200}`);
    } else if (kind === 'level') {
      this.level = this.accepted % 2 === 0 ? this.accepted : -this.accepted;
      client.gauge('level', this.level);
    } else if (kind === 'sample') {
      this.samples += 1;
      client.timer('sample', this.samples);
    } else if (kind === 'change') {
      this.changes += 1;
      client.gaugeDelta('changed', 1);
    } else client.set('members', this.accepted);
  }
}

function sumOf({ series }: StatsdTotals): number {
  return [...series.values()].reduce((sum, one) => sum + (one.type === 'c' ? one.sum : 0), 0);
}

let overlapping = 0;

test.each(['plain', 'dogstatsd'] as const)(
  'whatever fails and when, in the dialect %s sums are exact, levels are the newest, and every record is accounted for',
  async (dialect) => {
    await fc.assert(
      fc.asyncProperty(
        outcomes,
        steps,
        fc.integer({ min: 256, max: 600 }),
        async (script, todo, maxPayloadBytes) => {
          const { transport, mostInFlight } = scripted(script);
          const options = { transport, flushIntervalMillis: 0, maxPayloadBytes, clock: turningClock };
          const client =
            dialect === 'plain'
              ? new StatsdClient(options)
              : new DogStatsdClient({ ...options, originDetection: false });
          const tally = new Tally();
          for (const { kind, times } of todo) {
            for (let i = 0; i < times; i += 1) {
              if (kind === 'turn') await turn();
              else if (kind === 'flush') await client.flush();
              else if (kind !== 'change' || dialect === 'plain') tally.record(client, kind);
            }
          }
          for (let i = 0; i < 20 && client.accounting.delivered < tally.accepted; i += 1)
            await client.flush();
          await client.close();
          if (mostInFlight() > 1) overlapping += 1;
          const totals = new StatsdTotals(dialect);
          for (const line of linesOf(transport.text)) totals.add(parseRecord(line, dialect).record!);
          expect(sumOf(totals)).toBe(tally.count);
          expect(totals.find('g', 'level')?.last ?? 0).toBe(tally.level);
          expect(totals.find('g', 'changed')?.last ?? 0).toBe(tally.changes);
          expect(totals.find('ms', 'sample')?.count ?? 0).toBe(tally.samples);
          const { delivered, held, inFlight, dropped } = client.accounting;
          expect([held, inFlight, delivered + (dropped.superseded ?? 0)]).toEqual([0, 0, tally.accepted]);
        },
      ),
      { numRuns: Number(process.env.OTELWIRE_RUNS ?? 600) },
    );
    expect(overlapping).toBeGreaterThan(20);
  },
);
