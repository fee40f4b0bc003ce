import type { Histogram } from '@otelwire/core';
import { expect, test } from 'vitest';
import { SampleHistory } from '../../../src/live/history/samples.ts';

const second = 1_700_000_040;

function histogramOf(counts: readonly number[], sum: number): Histogram {
  const count = counts.reduce((total, one) => total + one, 0);
  return { count, sum, buckets: { boundaries: [10, 20], counts } };
}

function observationOf(histogram: Histogram, isCumulative: boolean) {
  return { name: 'm', tags: [], kind: 'samples', value: 1, weight: 1, histogram, isCumulative } as const;
}

const value = (one: number) => ({ name: 'm', tags: [], kind: 'samples', value: one, weight: 1 }) as const;

test('a histogram counts with its count and its exact sum', () => {
  const history = new SampleHistory();
  history.add(observationOf({ ...histogramOf([1, 98, 1], 1507), min: 9, max: 21 }, false), second);
  const { count, sum, min, p50, max } = history.columns(second, 600);
  expect([count, sum, min, max].map((column) => column.at(-1))).toEqual([100, 1507, 9, 21]);
  expect(p50.at(-1)).toBeGreaterThan(10);
  expect(p50.at(-1)).toBeLessThanOrEqual(20);
  expect(history.latest).toBe(100);
});

test('of cumulative histograms, what was added to the one before counts', () => {
  const history = new SampleHistory();
  history.add(observationOf(histogramOf([5, 5, 0], 100), true), second);
  history.add(observationOf(histogramOf([5, 8, 1], 170), true), second + 10);
  history.add(observationOf(histogramOf([2, 0, 0], 12), true), second + 20);
  const { count, sum } = history.columns(second + 20, 600);
  expect([count.at(-21), count.at(-11), count.at(-1)]).toEqual([null, 4, 2]);
  expect([sum.at(-11), sum.at(-1)]).toEqual([70, 12]);
  expect(history.latest).toBe(2);
});

test('a sample that comes late for a slot that was looked at counts with the others of it', () => {
  const history = new SampleHistory();
  history.add(value(1), second);
  history.columns(second + 60, 600);
  history.add(value(3), second);
  expect(history.columns(second + 60, 600).count.at(-61)).toBe(2);
  expect(history.columns(second + 60, 21600).sum.at(-2)).toBe(4);
});
