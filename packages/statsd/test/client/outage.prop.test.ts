import { setImmediate as turn } from 'node:timers/promises';
import { parseRecord, StatsdTotals } from '@otelwire/sandbox';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outcomes, scripted, turningClock } from '../../../core/test/client/scripted-transport.ts';
import { DogStatsdClient, StatsdClient } from '../../src/client/index.ts';
import { linesOf } from './lines.ts';

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
