import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldValues, type WeightedValues } from '../../src/delivery/fold-values.js';
import { Ledger } from '../../src/delivery/ledger.js';
import { at } from './identity.js';

type Sample = readonly [value: number, weight: number];

const weight = fc.integer({ min: 0, max: 10 }).map((power) => 2 ** power);
const many = (value: fc.Arbitrary<number>) =>
  fc.array(fc.tuple(value, weight), { minLength: 1, maxLength: 1500, size: 'max' });
const within = (factor: number, from: number) =>
  fc.double({ min: 0, max: 1, noNaN: true }).map((part) => from * factor ** part);
/** So near to each other that buckets of 1 % are enough. */
const near = fc.double({ min: -250, max: 250, noNaN: true }).chain((power) => {
  const from = 10 ** power;
  return fc.constantFrom(
    many(within(70, from)),
    many(fc.oneof(within(8, -from), fc.constant(0), within(8, from))),
    many(fc.constantFrom(from, 2 * from, -from)),
  );
});
const anywhere = many(fc.double({ noNaN: true, noDefaultInfinity: true }));

/** What a ledger has of a series, that was taken and put back now and then. */
function held(samples: readonly Sample[], takeEach = Number.POSITIVE_INFINITY): WeightedValues {
  const ledger = new Ledger();
  samples.forEach(([value, one], i) => {
    ledger.keepValues(at('a:', '|d'), { values: [value], weights: [one] }, 1);
    if ((i + 1) % takeEach !== 0) return;
    const [entry] = [...ledger.takeEach()];
    entry!.weighted!.values.forEach((kept, j) => {
      ledger.keepValues(
        at('a:', '|d'),
        { values: [kept], weights: [entry!.weighted!.weights[j]!] },
        j === 0 ? entry!.points : 0,
      );
    });
  });
  expect(ledger.points).toBe(samples.length);
  return [...ledger.takeEach()][0]!.weighted!;
}

const total = (samples: readonly Sample[]) => samples.reduce((sum, [, one]) => sum + one, 0);
const ascending = (samples: readonly Sample[]) => samples.toSorted(([a], [b]) => a - b);
const samplesOf = ({ values, weights }: WeightedValues): Sample[] =>
  ascending(values.map((value, i) => [value, weights[i]!] as const));

function atRank(samples: readonly Sample[], rank: number): number {
  let seen = 0;
  for (const [value, one] of samples) {
    seen += one;
    if (seen >= rank) return value;
  }
  throw new RangeError(`no rank ${rank} of ${seen}`);
}

/** The greatest relative error of all percentiles by nearest rank. */
function greatestError(exact: readonly Sample[], kept: readonly Sample[]): number {
  const count = total(exact);
  const errors = Array.from({ length: 1001 }, (_, i) => {
    const rank = Math.max(1, Math.ceil((i / 1000) * count));
    const value = atRank(exact, rank);
    return value === 0 ? Math.abs(atRank(kept, rank)) : Math.abs(atRank(kept, rank) / value - 1);
  });
  return Math.max(...errors);
}

function expectBoundsToBeExact(exact: readonly Sample[], kept: readonly Sample[]): void {
  expect(total(kept)).toBe(total(exact));
  expect([kept[0]![0], kept.at(-1)![0]]).toEqual([exact[0]![0], exact.at(-1)![0]]);
  expect(kept.length).toBeLessThanOrEqual(320);
}

describe('the values of a series', () => {
  it('that lie within a factor of 70 keep each percentile within 1 %, however often they are folded', () => {
    fc.assert(
      fc.property(
        near.chain((samples) => samples),
        fc.integer({ min: 50, max: 2000 }),
        (samples, takeEach) => {
          const exact = ascending(samples);
          const kept = samplesOf(held(samples, takeEach));
          expectBoundsToBeExact(exact, kept);
          expect(greatestError(exact, kept)).toBeLessThanOrEqual(0.01);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('that lie anywhere keep their weight, the least and the greatest, and stay within the bound', () => {
    fc.assert(
      fc.property(anywhere, (samples) => {
        expectBoundsToBeExact(ascending(samples), samplesOf(held(samples)));
      }),
      { numRuns: 100 },
    );
  });

  it('that are the same are folded without an error', () => {
    const values = Array.from({ length: 5000 }, (_, i) => (i % 7) ** 3 - 40.123456789);
    const kept = samplesOf(held(values.map((value) => [value, 1])));
    const exact = ascending(values.map((value) => [value, 1]));
    expect(kept.length).toBeLessThanOrEqual(320);
    expect(greatestError(exact, kept)).toBe(0);
  });

  it('that make a few come out as they went in', () => {
    const values = [5, -1e300, 5, 0, 1e-320, 7];
    expect(held(values.map((value) => [value, 2]))).toEqual({ values, weights: values.map(() => 2) });
  });

  it('that reach over all doubles fit into ten', () => {
    const values = [-1.7e308, -1, -5e-324, -0, 0, 5e-324, 1e-9, 0.5, 3, 4, 1e9, 1.7e308, Number.MAX_VALUE];
    const folded = foldValues({ values, weights: values.map(() => 1) }, 10);
    expect(folded.values.length).toBeLessThanOrEqual(10);
    expect(folded.values.every(Number.isFinite)).toBe(true);
    expect(folded.weights.reduce((sum, one) => sum + one)).toBe(values.length);
  });
});
