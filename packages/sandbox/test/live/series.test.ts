import { expect, test } from 'vitest';
import type { Observation } from '../../src/live/observation.ts';
import { LiveSeries } from '../../src/live/series.ts';
import { keyOf } from '../../src/live/series-key.ts';

const now = 1_700_000_040;

function seriesOf(kind: Observation['kind']) {
  const observation = { name: 'm', tags: [], kind, value: 1, weight: 1 } as const;
  const series = new LiveSeries('graphite', keyOf(observation), observation);
  return {
    series,
    tell: (value: number, timeSeconds: number | undefined, second = now) =>
      series.add({ ...observation, value, timeSeconds }, second * 1000, second),
    last: (count: number, second = now) => series.row(second).recent.slice(-count),
  };
}

test('a value stands at its own time when it was held back for some minutes', () => {
  const { tell, last } = seriesOf('level');
  tell(1, now - 30);
  tell(2, now - 20.5);
  tell(3, now);
  expect(
    last(31)
      .map((value, i) => [i, value])
      .filter(([, value]) => value !== null),
  ).toEqual([
    [0, 1],
    [9, 2],
    [30, 3],
  ]);
});

test.each([
  ['is to come', now + 5],
  ['is long past', now - 3600],
  ['is none', undefined],
])('a value stands where it came when its time %s', (_what, timeSeconds) => {
  const { tell, last } = seriesOf('level');
  tell(7, timeSeconds);
  expect(last(1)).toEqual([7]);
});

test('a level that comes late does not replace a newer one', () => {
  const { series, tell } = seriesOf('level');
  tell(3, now - 10);
  tell(2, now - 20);
  expect(series.row(now).latest).toBe(3);
});

test('an amount that comes late is not lost', () => {
  const { series, tell, last } = seriesOf('amount');
  tell(3, now - 1);
  tell(2, now - 20);
  expect(series.row(now).latest).toBe(5);
  expect(last(2)).toEqual([5, null]);
});

test('the id is that of the series, in every process', () => {
  const { series } = seriesOf('level');
  expect(series.id).toBe(seriesOf('level').series.id);
  expect(series.id).not.toBe(seriesOf('amount').series.id);
  expect(series.id).toMatch(/^[0-9a-z]+$/);
});
