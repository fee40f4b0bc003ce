import { describe, expect, test } from 'vitest';
import type { Dialect } from '../../src/statsd/dialect.ts';
import { parseRecord } from '../../src/statsd/parse.ts';
import { summarise } from '../../src/statsd/summary.ts';
import type { TotalsLimits } from '../../src/statsd/totals.ts';
import { StatsdTotals } from '../../src/statsd/totals.ts';

function totalsOf(dialect: Dialect, lines: readonly string[], limits: TotalsLimits = {}): StatsdTotals {
  const totals = new StatsdTotals(dialect, limits);
  for (const line of lines) totals.add(parseRecord(line, dialect).record!);
  return totals;
}

describe('counters', () => {
  test('are values by weight, summed per name and tags', () => {
    const lines = ['a:1|c|#x:1', 'a:2|c|@0.1|#x:1', 'a:1:2|c|#x:2', 'a:-1|c|#x:2'];
    const totals = totalsOf('dogstatsd', lines);
    expect(totals.find('c', 'a', { x: '1' })).toMatchObject({ sum: 21, recordCount: 2 });
    expect(totals.find('c', 'a', [['x', '2']])?.sum).toBe(2);
    expect(totals.find('c', 'a')).toBeUndefined();
  });

  test('do not lose small values', () => {
    const totals = totalsOf('plain', ['a:1e16|c', ...Array(1000).fill('a:1|c'), 'a:-1e16|c']);
    expect(totals.find('c', 'a')?.sum).toBe(1000);
  });

  test('with a timestamp replace what came for the same second, and their rate is not applied', () => {
    const totals = totalsOf('dogstatsd', ['a:5|c|T10', 'a:7|c|T10', 'a:1|c|T11', 'a:2|c|@0.5|T12', 'a:3|c']);
    expect(totals.find('c', 'a')?.sum).toBe(7 + 1 + 2 + 3);
  });
});

describe('gauges', () => {
  test.each(['plain', 'influxdb', 'librato', 'signalfx', 'graphite'] as const)(
    'of %s are relative with a sign',
    (dialect) => {
      const totals = totalsOf(dialect, ['a:10|g', 'a:+5|g', 'a:-3|g', 'new:-4|g', 'n:0|g', 'n:-7|g']);
      expect(totals.find('g', 'a')?.last).toBe(12);
      expect(totals.find('g', 'new')?.last).toBe(-4);
      expect(totals.find('g', 'n')?.last).toBe(-7);
    },
  );

  test('of DogStatsD are absolute, and of packed ones the last stays', () => {
    const totals = totalsOf('dogstatsd', ['a:10|g', 'a:-3|g', 'b:1:2:3|g']);
    expect(totals.find('g', 'a')?.last).toBe(-3);
    expect(totals.find('g', 'b')?.last).toBe(3);
  });

  test('with a timestamp keep the latest, whatever the order of arrival', () => {
    const totals = totalsOf('dogstatsd', ['a:2|g|T20', 'a:1|g|T10']);
    expect(totals.find('g', 'a')).toMatchObject({ last: 2, timestampSeconds: 20 });
  });
});

test('sets keep each member once', () => {
  const totals = totalsOf('dogstatsd', ['a:x|s', 'a:y|s', 'a:x|s']);
  expect(totals.find('s', 'a')?.members).toEqual(new Set(['x', 'y']));
});

test('members of a set are told apart up to a bound', () => {
  const totals = totalsOf('plain', ['a:x|s', 'a:y|s', 'a:z|s', 'a:x|s'], { maxSamplesPerSeries: 2 });
  expect(totals.find('s', 'a')).toMatchObject({ members: new Set(['x', 'y']), recordCount: 4 });
});

describe('samples', () => {
  test('keep count, sum, min and max by weight', () => {
    const totals = totalsOf('dogstatsd', ['a:1:2|d|@0.5', 'a:10|d']);
    expect(totals.find('d', 'a')).toMatchObject({ count: 5, sum: 16, min: 1, max: 10, sampleCount: 3 });
    expect(totals.find('h', 'a')).toBeUndefined();
  });

  test('give quantiles by nearest rank over the weights', () => {
    const series = totalsOf('dogstatsd', ['a:1|d|@0.1', 'a:2|d|@0.1', 'a:3|d'])!.find('d', 'a')!;
    expect([0, 0.4, 0.5, 0.95, 1].map((q) => series.quantile(q))).toEqual([1, 1, 2, 2, 3]);
  });

  test('beyond the cap are counted, not kept', () => {
    const totals = totalsOf('dogstatsd', ['a:1:2:3:4|h'], { maxSamplesPerSeries: 2 });
    const series = totals.find('h', 'a')!;
    expect(series).toMatchObject({ count: 4, sum: 10, max: 4, sampleCount: 4 });
    expect(series.samples).toHaveLength(2);
  });
});

test('names and tags that objects have by birth are series like others', () => {
  const totals = totalsOf('dogstatsd', [
    'constructor:1|c',
    '__proto__:2|c',
    'a:3|c|#__proto__:x,constructor:y',
  ]);
  expect(totals.find('c', 'constructor')?.sum).toBe(1);
  expect(totals.find('c', '__proto__')?.sum).toBe(2);
  expect(totals.find('c', 'a', [['__proto__', 'x'], ['constructor', 'y']])?.sum).toBe(3); // biome-ignore format: one pair a tag
});

test('tags in another order are the same series', () => {
  const totals = totalsOf('dogstatsd', ['a:1|c|#b:1,a:2', 'a:1|c|#a:2,b:1']);
  expect(totals.series.size).toBe(1);
});

test('events, service checks and bad lines are kept up to a bound, and counted beyond it', () => {
  const event = '_e{1,1}:a|b';
  const totals = totalsOf('dogstatsd', [event, event, event, '_sc|x|0'], { maxKept: 2 });
  for (const line of ['x', 'y', 'z']) totals.refuse(line, parseRecord(line, 'dogstatsd').defects);
  expect([totals.eventCount, totals.events.length]).toEqual([3, 2]);
  expect([totals.serviceCheckCount, totals.serviceChecks.length]).toEqual([1, 1]);
  expect([totals.badLineCount, totals.badLines.length]).toEqual([3, 2]);
  expect(totals.defectCounts.get('no-value')).toBe(3);
});

test('a reset forgets everything', () => {
  const totals = totalsOf('dogstatsd', ['a:1|c', '_e{1,1}:a|b']);
  totals.refuse('x', []);
  totals.reset();
  expect(summarise(totals)).toBe('0 records, 0 bad lines in 0 bytes\n  0 datagrams, 0 connections, 0 series');
  expect([totals.events, totals.badLines, [...totals.defectCounts]]).toEqual([[], [], []]);
});

test('a summary names series and bad lines', () => {
  const totals = totalsOf('dogstatsd', ['a:1|c|#b:c', 'g:2|g', 's:x|s', 'd:1|d|@0.5']);
  totals.refuse('x', parseRecord('x', 'dogstatsd').defects);
  expect(summarise(totals).split('\n  ').slice(2)).toEqual([
    'a|c|#b:c = 1',
    'g|g = 2',
    's|s has 1 members',
    'd|d has 2 observations, sum 2',
    'bad: "x": there is no colon between name and value: name:value|type',
  ]);
});
