import { describe, expect, it } from 'vitest';
import { type HeldEntry, Ledger } from '../../src/delivery/ledger.js';
import { without } from '../../src/spool/without.js';
import { at } from '../delivery/identity.js';

type Sample = readonly [value: number, weight: number];

function held(samples: readonly Sample[], points = samples.length): HeldEntry[] {
  const ledger = new Ledger();
  samples.forEach(([value, weight], i) => {
    ledger.keepValues(at('a:', '|d'), { values: [value], weights: [weight] }, i === 0 ? points : 0);
  });
  return [...ledger.takeEach()];
}

const samplesOf = (entries: readonly HeldEntry[]) =>
  entries.map(({ points, weighted }) => ({
    points,
    samples: weighted!.values.map((value, i) => [value, weighted!.weights[i]]),
  }));

describe('what was not sent of the values of a series', () => {
  it('is what their weights are more', () => {
    const entries = held([
      [5, 1],
      [7, 4],
      [5, 2],
      [9, 1],
    ]);
    const sent = held([
      [7, 1],
      [5, 1],
      [5, 2],
    ]);
    const left = [
      [7, 3],
      [9, 1],
    ];
    expect(samplesOf(without(entries, sent))).toEqual([{ points: 4, samples: left }]);
  });

  it('is nothing when all were, though they had been folded into others by then', () => {
    const entries = held([
      [5, 1],
      [5.05, 2],
      [9, 1],
    ]);
    const sent = held([
      [5.02, 3],
      [9, 1],
    ]);
    expect(without(entries, sent)).toEqual([]);
    expect(samplesOf(without(entries, held([[5.02, 2]])))).toEqual([
      {
        points: 2,
        samples: [
          [5.05, 1],
          [9, 1],
        ],
      },
    ]);
  });

  it('is all of them when only another series was', () => {
    const entries = held([[5, 1]]);
    expect(without(entries, [{ ...held([[5, 1]])[0]!, head: 'b:' }])).toEqual(entries);
  });
});
