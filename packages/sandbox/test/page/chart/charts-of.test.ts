import { expect, test } from 'vitest';
import { chartsOf, hasRate } from '../../../page/chart/charts-of.ts';
import { closedSlots } from '../../../page/chart/closed-slots.ts';
import { shownSpan } from '../../../page/chart/span.ts';
import type { SeriesHistory } from '../../../src/live/messages.ts';
import { countsOf, historyOf } from './history.ts';

const counter = historyOf('amount', {
  perSecond: [null, 20, null, null, null, 20],
  value: [null, 20, null, null, null, 40],
});
const level = historyOf('level', { perSecond: null, value: [1, 2, 3, 4, 5, 6] });
const timings = historyOf('samples', countsOf([2, null, 4, 6, 8, 1]));

const labels = (history: SeriesHistory, view: 'rate' | 'value') =>
  chartsOf(history, view).map(({ lines }) => lines.map(({ label }) => label));

test('a counter is shown as a rate or as its sum, a level only as it is', () => {
  expect(hasRate(counter)).toBe(true);
  expect(labels(counter, 'rate')).toEqual([['rate']]);
  expect(labels(counter, 'value')).toEqual([['total']]);
  expect(hasRate(level)).toBe(false);
  expect(labels(level, 'rate')).toEqual([['value']]);
});

test('a rate is the mean over the interval in which it is sent, and says so', () => {
  const [chart] = chartsOf(counter, 'rate');
  expect(chart?.title).toBe('Per second, mean of 4 s');
  expect(chart?.lines[0]?.values).toEqual([null, 5, 5, 5, 5, 5]);
});

test('a distribution has its percentiles in a band, and its count a second below', () => {
  expect(labels(timings, 'rate')).toEqual([['max', 'min', 'p99', 'p95', 'p50'], ['count/s']]);
});

test('the second that goes on is left out, the minute that goes on is not', () => {
  expect(closedSlots(timings).times).toEqual([1, 2, 3, 4, 5]);
  expect(closedSlots(timings).columns).toMatchObject({ count: [2, null, 4, 6, 8] });
  expect(closedSlots(level).columns).toEqual({ perSecond: null, value: [1, 2, 3, 4, 5] });
  const minutes = { ...timings, slotSeconds: 60 };
  expect(closedSlots(minutes)).toBe(minutes);
});

test('a young series is shown over the last sixty slots, an older one since it began', () => {
  const times = Array.from({ length: 600 }, (_, index) => index);
  const since = (first: number) => times.map((at) => (at < first ? null : 1));
  const plansOf = (first: number) =>
    chartsOf(historyOf('level', { perSecond: null, value: since(first) }), 'value');
  expect(shownSpan(times, plansOf(590))).toEqual([539, 599]);
  expect(shownSpan(times, plansOf(100))).toEqual([100, 599]);
  expect(shownSpan(times, plansOf(1000))).toEqual([539, 599]);
});
