import { describe, expect, it } from 'vitest';
import { type HeldEntry, Ledger } from '../../src/delivery/ledger.js';
import { at } from './identity.js';

describe('the ledger', () => {
  it('adds up the sums of an identity, and its points', () => {
    const ledger = new Ledger();
    expect(ledger.addSum(at('a:', '|c'), 2, 1)).toBe(true);
    expect(ledger.addSum(at('a:', '|c'), -0.5, 3)).toBe(true);
    expect(ledger.addSum(at('a:', '|c|#x'), 7, 1)).toBe(true);
    expect([ledger.points, ledger.size]).toEqual([5, 2]);
    expect([...ledger.takeEach()]).toEqual([
      {
        head: 'a:',
        tail: '|c',
        kind: 'sum',
        value: 1.5,
        samples: [],
        points: 4,
        sequence: -1,
        isHeld: false,
      },
      {
        head: 'a:',
        tail: '|c|#x',
        kind: 'sum',
        value: 7,
        samples: [],
        points: 1,
        sequence: -1,
        isHeld: false,
      },
    ]);
    expect([ledger.points, ledger.size, [...ledger.takeEach()]]).toEqual([0, 0, []]);
  });

  it('keeps the newest level and says how many points it superseded', () => {
    const ledger = new Ledger();
    expect(ledger.setLevel(at('a:', '|g'), 10, 2, 5)).toBe(0);
    expect(ledger.setLevel(at('a:', '|g'), 11, 3, 6)).toBe(2);
    expect(ledger.setLevel(at('a:', '|g'), 9, 4, 5)).toBe(4);
    expect(ledger.setLevel(at('a:', '|g'), 12, 1, 6)).toBe(3);
    expect(ledger.points).toBe(1);
    expect([...ledger.takeEach()]).toMatchObject([{ kind: 'level', value: 12, points: 1, sequence: 6 }]);
  });

  it('adds a change to the level that is held, and to other changes where none is', () => {
    const ledger = new Ledger();
    ledger.setLevel(at('held:', '|g'), 10, 1, 1);
    expect(ledger.changeLevel(at('held:', '|g'), -3, 1)).toBe(true);
    ledger.changeLevel(at('on server:', '|g'), 2, 1);
    ledger.changeLevel(at('on server:', '|g'), 5, 1);
    expect([...ledger.takeEach()]).toMatchObject([
      { head: 'held:', kind: 'level', value: 7, points: 2 },
      { head: 'on server:', kind: 'change', value: 7, points: 2 },
    ]);
  });

  it('lets a level that comes after changes supersede them', () => {
    const ledger = new Ledger();
    ledger.changeLevel(at('a:', '|g'), 2, 3);
    expect(ledger.setLevel(at('a:', '|g'), 40, 1, 0)).toBe(3);
    ledger.changeLevel(at('a:', '|g'), 1, 1);
    expect([...ledger.takeEach()]).toMatchObject([{ kind: 'level', value: 41, points: 2 }]);
  });

  it('keeps each sample as it was written', () => {
    const ledger = new Ledger();
    ledger.keepSample(at('a:', '|ms'), '1.50', 1);
    ledger.keepSample(at('a:', '|ms'), '1.50', 0);
    ledger.keepSample(at('b:', '|ms'), '3', 2);
    expect([...ledger.takeEach()]).toMatchObject([
      { head: 'a:', kind: 'samples', samples: ['1.50', '1.50'], points: 1 },
      { head: 'b:', kind: 'samples', samples: ['3'], points: 2 },
    ]);
  });

  it('gives the oldest identity first, whatever was added to it later', () => {
    const ledger = new Ledger();
    for (const head of ['z', 'a', 'm', 'z', 'a']) ledger.addSum(at(head, ''), 1, 1);
    expect([...ledger.takeEach()].map(({ head }) => head)).toEqual(['z', 'a', 'm']);
  });

  it('does not mix what adds up, what replaces and what counts by itself, though they are called the same', () => {
    const ledger = new Ledger();
    ledger.addSum(at('a', ''), 1, 1);
    ledger.setLevel(at('a', ''), 10, 1, 1);
    ledger.keepSample(at('a', ''), '7', 1);
    ledger.addSum(at('a', ''), 2, 1);
    expect([...ledger.takeEach()].map(({ kind, value, samples }) => [kind, value, samples])).toEqual([
      ['sum', 3, []],
      ['level', 10, []],
      ['samples', 0, ['7']],
    ]);
  });

  it('does not take a head and a tail for others that make the same text', () => {
    const ledger = new Ledger();
    ledger.addSum(at('a', 'bc'), 1, 1);
    ledger.addSum(at('ab', 'c'), 2, 1);
    expect([...ledger.takeEach()].map(({ value }) => value)).toEqual([1, 2]);
  });

  it('refuses new identities over its bound, and still adds to those it has', () => {
    const ledger = new Ledger({ maxSeries: 2 });
    ledger.addSum(at('a', ''), 1, 1);
    ledger.setLevel(at('b', ''), 1, 1, 1);
    expect(ledger.addSum(at('c', ''), 1, 1)).toBe(false);
    expect(ledger.setLevel(at('c', ''), 1, 1, 1)).toBeUndefined();
    expect(ledger.changeLevel(at('c', ''), 1, 1)).toBe(false);
    expect(ledger.keepSample(at('c', ''), '1', 1)).toBe(false);
    expect([ledger.addSum(at('a', ''), 1, 1), ledger.setLevel(at('b', ''), 2, 1, 2)]).toEqual([true, 1]);
    expect([ledger.points, ledger.size]).toEqual([3, 2]);
    [...ledger.takeEach()];
    expect(ledger.addSum(at('c', ''), 1, 1)).toBe(true);
  });

  it('refuses samples over its bound, of whatever identity, until they are taken', () => {
    const ledger = new Ledger({ maxSamples: 2 });
    expect(['a', 'b', 'a', 'c'].map((head) => ledger.keepSample(at(head, ''), '1', 1))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect([ledger.points, ledger.size]).toEqual([2, 2]);
    [...ledger.takeEach()];
    expect(ledger.keepSample(at('a', ''), '1', 1)).toBe(true);
  });

  it('holds a member once, and its points each time', () => {
    const ledger = new Ledger({ maxSamples: 2 });
    const kept = ['x', 'y', 'x', 'z', 'y'].map((member) => ledger.keepMember(at('a:', '|s'), member, 1));
    expect(kept).toEqual([true, true, true, false, true]);
    expect([...ledger.takeEach()]).toMatchObject([{ kind: 'samples', samples: ['x', 'y'], points: 4 }]);
    expect(ledger.keepMember(at('a:', '|s'), 'x', 1)).toBe(true);
    expect([...ledger.takeEach()]).toMatchObject([{ samples: ['x'], points: 1 }]);
  });

  it('folds the values of an identity over their bound, and has room for others then', () => {
    const ledger = new Ledger({ maxSamples: 20, maxValues: 16 });
    for (let i = 0; i < 100; i += 1)
      expect(ledger.keepValues(at('a:', '|d'), { values: [1 + i / 10], weights: [2] }, 1)).toBe(true);
    expect(ledger.points).toBe(100);
    const [{ weighted }] = [...ledger.takeEach()] as [HeldEntry];
    expect(weighted!.values.length).toBeLessThanOrEqual(16);
    expect(weighted!.weights.reduce((sum, weight) => sum + weight)).toBe(200);
  });

  it('never folds values where their bound is infinity', () => {
    const ledger = new Ledger({ maxValues: Number.POSITIVE_INFINITY });
    const values = Array.from({ length: 1000 }, () => 7);
    for (const value of values) ledger.keepValues(at('a:', '|ms'), { values: [value], weights: [1] }, 1);
    expect([...ledger.takeEach()]).toMatchObject([{ kind: 'values', weighted: { values }, points: 1000 }]);
  });
});
