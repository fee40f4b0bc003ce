import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HeldEntry, Ledger } from '../../src/delivery/ledger.js';
import { at } from './identity.js';

type Operation =
  | { readonly do: 'sum' | 'change'; readonly head: string; readonly value: number; readonly points: number }
  | {
      readonly do: 'level';
      readonly head: string;
      readonly value: number;
      readonly points: number;
      readonly sequence: number;
    }
  | { readonly do: 'sample'; readonly head: string; readonly value: number; readonly points: number }
  | { readonly do: 'take' };

const head = fc.constantFrom('a', 'b', 'c', 'd');
const value = fc.integer({ min: -50, max: 50 });
const points = fc.nat(4);

const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constantFrom('sum', 'change', 'sample'), head, value, points }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('level'), head, value, points, sequence: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('take') }) },
) as fc.Arbitrary<Operation>;

/** The plainest ledger: it keeps every operation that there was room for, and thinks when it is asked. */
class Journal {
  #kept: Exclude<Operation, { do: 'take' }>[] = [];

  readonly #maxSeries: number;
  readonly #maxSamples: number;

  constructor(maxSeries: number, maxSamples: number) {
    this.#maxSeries = maxSeries;
    this.#maxSamples = maxSamples;
  }

  /** Returns how many of the points given so far, or just now, are not held any more. */
  apply(one: Exclude<Operation, { do: 'take' }>): { refused: boolean; superseded: number } {
    const before = this.points;
    const samples = this.#kept.filter((kept) => kept.do === 'sample').length;
    const isNew = !this.entries().some((entry) => entry.identity === identityOf(one));
    if (
      (isNew && this.entries().length >= this.#maxSeries) ||
      (one.do === 'sample' && samples >= this.#maxSamples)
    )
      return { refused: true, superseded: 0 };
    this.#kept.push(one);
    return { refused: false, superseded: before + one.points - this.points };
  }

  get points(): number {
    return this.entries().reduce((sum, entry) => sum + entry.points, 0);
  }

  take() {
    const entries = this.entries();
    this.#kept = [];
    return entries;
  }

  entries() {
    const identities = [...new Set(this.#kept.map(identityOf))];
    return identities.map((identity) => {
      let all = this.#kept.filter((kept) => identityOf(kept) === identity);
      const newest = Math.max(-1, ...all.map((kept) => (kept.do === 'level' ? kept.sequence : -1)));
      const last = all.findLastIndex((kept) => kept.do === 'level' && kept.sequence === newest);
      const stays = (kept: Operation, i: number) => i === last || (i > last && kept.do !== 'level');
      if (last >= 0) all = all.filter(stays);
      const isSample = all[0]!.do === 'sample';
      return {
        identity,
        kind: isSample ? 'samples' : all[0]!.do,
        value: isSample ? 0 : all.reduce((sum, kept) => sum + kept.value, 0),
        samples: isSample ? all.map((kept) => String(kept.value)) : [],
        points: all.reduce((sum, kept) => sum + kept.points, 0),
      };
    });
  }
}

function identityOf(one: Exclude<Operation, { do: 'take' }>): string {
  return `${one.do === 'change' ? 'level' : one.do} ${one.head}`;
}

function said(entry: HeldEntry) {
  const { kind, value, samples, points } = entry;
  const group = kind === 'change' ? 'level' : kind === 'samples' ? 'sample' : kind;
  return { identity: `${group} ${entry.head}`, kind, value, samples, points };
}

function apply(
  ledger: Ledger,
  one: Exclude<Operation, { do: 'take' }>,
): { refused: boolean; superseded: number } {
  if (one.do === 'level') {
    const superseded = ledger.setLevel(at(one.head, ''), one.value, one.points, one.sequence);
    return { refused: superseded === undefined, superseded: superseded ?? 0 };
  }
  if (one.do === 'sum')
    return { refused: !ledger.addSum(at(one.head, ''), one.value, one.points), superseded: 0 };
  if (one.do === 'change')
    return { refused: !ledger.changeLevel(at(one.head, ''), one.value, one.points), superseded: 0 };
  return { refused: !ledger.keepSample(at(one.head, ''), String(one.value), one.points), superseded: 0 };
}

describe('whatever is put into the ledger', () => {
  it('comes out as a journal of it all would have it, and no point is forgotten', () => {
    fc.assert(
      fc.property(
        fc.array(operation, { maxLength: 60 }),
        fc.integer({ min: 1, max: 6 }),
        fc.nat(6),
        (operations, maxSeries, maxSamples) => {
          const ledger = new Ledger({ maxSeries, maxSamples });
          const journal = new Journal(maxSeries, maxSamples);
          for (const one of operations) {
            if (one.do === 'take') expect([...ledger.takeEach()].map(said)).toEqual(journal.take());
            else expect(apply(ledger, one)).toEqual(journal.apply(one));
            expect([ledger.points, ledger.size]).toEqual([journal.points, journal.entries().length]);
          }
          expect([...ledger.takeEach()].map(said)).toEqual(journal.take());
        },
      ),
      { numRuns: 300 },
    );
  });
});
