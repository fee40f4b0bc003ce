import { expect, test } from 'vitest';
import { summarise } from '../../src/graphite/summary.ts';
import { GraphiteTotals } from '../../src/graphite/totals.ts';
import { readDatagram } from './reading.ts';

const points = (series: { readonly points: ReadonlyMap<number, number> } | undefined) => [...series!.points];

test('a series has a value a second; the last one wins', () => {
  const { totals } = readDatagram('a 1 10\na 2 11\na 2 11\na 3 10\na 3 10\nb 1 10\n');
  const series = totals.find('a');
  expect(points(series)).toEqual([[10, 3], [11, 2]]); // biome-ignore format: one pair a second
  expect(series).toMatchObject({ path: 'a', pointCount: 5, duplicateCount: 2, overwriteCount: 1 });
  expect(totals).toMatchObject({ pointCount: 6, duplicateCount: 2, overwriteCount: 1, badLineCount: 0 });
});

test('a series is found by its tags in any order, and stands under its canonical path', () => {
  const { totals } = readDatagram('a;x=2;b=1 5 10\na;b=1;x=2 6 11\na 7 10', false);
  const series = totals.find('a', { x: '2', b: '1' });
  expect(points(series)).toEqual([[10, 5], [11, 6]]); // biome-ignore format: one pair a second
  expect(totals.find('a', [['b', '1'], ['x', '2']])).toBe(series); // biome-ignore format: one pair a tag
  expect([...totals.series.keys()]).toEqual(['a;b=1;x=2', 'a']);
  expect(totals.find('a', { b: '1' })).toBeUndefined();
});

test('names and tags that objects have by birth are series like others', () => {
  const { totals } = readDatagram('constructor 1 10\n__proto__;__proto__=x;constructor=y 2 10');
  expect(points(totals.find('constructor'))).toEqual([[10, 1]]);
  expect(points(totals.find('__proto__', [['__proto__', 'x'], ['constructor', 'y']]))).toEqual([[10, 2]]); // biome-ignore format: one pair a tag
});

test('beyond the bound of a series, the point that came first is forgotten', () => {
  const totals = new GraphiteTotals({ maxPointsPerSeries: 2 });
  for (const timestamp of [12, 10, 11]) totals.add({ name: 'a', tags: [], value: timestamp, timestamp });
  expect(points(totals.find('a'))).toEqual([[10, 10], [11, 11]]); // biome-ignore format: one pair a second
  expect(totals.find('a')).toMatchObject({ pointCount: 3, duplicateCount: 0, overwriteCount: 0 });
});

test('bad lines are kept up to a bound and to their first 1000 characters, and counted beyond it', () => {
  const totals = new GraphiteTotals({ maxKept: 2 });
  for (const line of ['x'.repeat(2000), 'y', 'z']) {
    totals.refuse(line, [{ code: 'field-count', level: 'error', message: 'no' }]);
  }
  expect(totals.badLines.map(({ line }) => line.length)).toEqual([1000, 1]);
  expect([totals.badLineCount, totals.defectCounts.get('field-count')]).toEqual([3, 3]);
});

test('remarks are counted, also on points that are taken', () => {
  expect(readDatagram('é 1 10\né 1 11').totals.defectCounts.get('name-rewritten')).toBe(2);
});

test('a reset forgets everything', () => {
  const { totals } = readDatagram('a 1 10\nnonsense');
  totals.answered(200);
  totals.reset();
  expect(summarise(totals).split('\n  ')).toEqual([
    '0 points (0 duplicates, 0 overwrites), 0 bad lines',
    '0 bytes in 0 datagrams, 0 frames, 0 requests',
    '0 connections, 0 series',
  ]);
  expect([totals.badLines, [...totals.defectCounts], [...totals.statusCounts]]).toEqual([[], [], []]);
});

test('a summary names series and bad lines', () => {
  const { totals } = readDatagram('a;b=c 1 10\na;b=c 2 11\nx');
  expect(summarise(totals).split('\n  ').slice(3)).toEqual([
    'a;b=c = 2 at 11, one of 2',
    'bad: "x": the line has 1 fields, not path, value and timestamp; any Unicode white space splits',
  ]);
});
