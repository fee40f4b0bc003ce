import { describe, expect, test } from 'vitest';
import { GraphiteTotals } from '../src/graphite/totals.ts';
import { InitialStateTotals } from '../src/initial-state/totals.ts';
import { StatHatTotals } from '../src/stathat/totals.ts';
import { parseRecord } from '../src/statsd/parse.ts';
import { StatsdTotals } from '../src/statsd/totals.ts';
import { StrideTotals } from '../src/stride/totals.ts';

/** Totals that are told of series by their names. */
interface Counting {
  add(name: string): void;
  reset(): void;
  names(): readonly string[];
  forgottenCount(): number;
  /** Everything that was ever told. */
  count(): number;
}

function countStatsd(maxSeries: number): Counting {
  const totals = new StatsdTotals('dogstatsd', { maxSeries });
  return {
    add: (name) => totals.add(parseRecord(`${name}:1|c|#a:b`, 'dogstatsd').record!),
    reset: () => totals.reset(),
    names: () => [...totals.series.values()].map(({ name }) => name),
    forgottenCount: () => totals.forgottenSeriesCount,
    count: () => totals.recordCount,
  };
}

function countGraphite(maxSeries: number): Counting {
  const totals = new GraphiteTotals({ maxSeries });
  let timestamp = 0;
  return {
    add(name) {
      timestamp += 1;
      totals.add({ name, tags: [['a', 'b']], value: 1, timestamp });
    },
    reset: () => totals.reset(),
    names: () => [...totals.series.values()].map(({ name }) => name),
    forgottenCount: () => totals.forgottenSeriesCount,
    count: () => totals.pointCount,
  };
}

function countStatHat(api: 'ez' | 'classic'): (maxSeries: number) => Counting {
  return (maxSeries) => {
    const totals = new StatHatTotals({ maxSeries });
    const rest = { api, account: 'k', kind: 'count', value: 1, timestamp: 1, isTimed: true } as const;
    return {
      add: (stat) => totals.add({ ...rest, stat }),
      reset: () => totals.reset(),
      names: () => [...(api === 'ez' ? totals.stats : totals.classicStats).keys()],
      forgottenCount: () => totals.forgottenSeriesCount,
      count: () => totals.pointCount,
    };
  };
}

function countStride(maxSeries: number): Counting {
  const totals = new StrideTotals({ maxSeries });
  return {
    add: (stream) => totals.add({ stream, event: { a: 1 } }),
    reset: () => totals.reset(),
    names: () => [...totals.streams.keys()],
    forgottenCount: () => totals.forgottenSeriesCount,
    count: () => totals.eventCount,
  };
}

function countInitialState(maxSeries: number): Counting {
  const totals = new InitialStateTotals({ maxSeries });
  totals.createBucket('b', '');
  return {
    add: (key) => totals.add({ bucketKey: 'b', key, value: 1, epoch: 1, isTimed: false }),
    reset: () => totals.reset(),
    names: () => [...totals.buckets.get('b')!.series.keys()],
    forgottenCount: () => totals.forgottenSeriesCount,
    count: () => totals.eventCount,
  };
}

describe.each([
  ['StatsD', countStatsd],
  ['Graphite', countGraphite],
  ['StatHat', countStatHat('ez')],
  ['classic StatHat', countStatHat('classic')],
  ['Stride', countStride],
  ['Initial State', countInitialState],
])('maxSeries of %s', (_name, create) => {
  test('forgets the series that was updated longest ago, and counts it', () => {
    const totals = create(2);
    for (const name of ['one', 'two', 'one', 'three']) totals.add(name);
    expect([...totals.names()].sort()).toEqual(['one', 'three']);
    expect([totals.forgottenCount(), totals.count()]).toEqual([1, 4]);
    totals.add('two');
    expect([...totals.names()].sort()).toEqual(['three', 'two']);
    expect([totals.forgottenCount(), totals.count()]).toEqual([2, 5]);
  });

  test('holds anew after a reset', () => {
    const totals = create(2);
    for (const name of ['one', 'two', 'three']) totals.add(name);
    totals.reset();
    expect([totals.names(), totals.forgottenCount()]).toEqual([[], 0]);
    for (const name of ['three', 'four', 'five']) totals.add(name);
    expect([...totals.names()].sort()).toEqual(['five', 'four']);
    expect(totals.forgottenCount()).toBe(1);
  });
});

describe('buckets of Initial State', () => {
  const event = { value: 1, epoch: 1, isTimed: false };

  test('share one bound for their keys', () => {
    const totals = new InitialStateTotals({ maxSeries: 3 });
    for (const bucketKey of ['a', 'b']) {
      totals.createBucket(bucketKey, '');
      for (const key of ['x', 'y']) totals.add({ ...event, bucketKey, key });
    }
    expect(totals.find('a', 'x')).toBeUndefined();
    expect([totals.find('a', 'y'), totals.find('b', 'x'), totals.find('b', 'y')]).not.toContain(undefined);
    expect(totals.forgottenSeriesCount).toBe(1);
  });

  test('are forgotten with their keys', () => {
    const totals = new InitialStateTotals({ maxSeries: 3 });
    totals.createBucket('a', '');
    for (const key of ['x', 'y', 'z']) totals.add({ ...event, bucketKey: 'a', key });
    for (const bucketKey of ['b', 'c', 'd']) totals.createBucket(bucketKey, '');
    expect([...totals.buckets.keys()]).toEqual(['b', 'c', 'd']);
    expect(totals.forgottenSeriesCount).toBe(3);
    for (const key of ['x', 'y', 'z']) totals.add({ ...event, bucketKey: 'b', key });
    expect(totals.buckets.get('b')!.series.size).toBe(3);
    expect(totals.forgottenSeriesCount).toBe(3);
  });
});
