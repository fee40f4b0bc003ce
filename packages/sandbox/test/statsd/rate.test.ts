import { expect, test } from 'vitest';
import { weightOf } from '../../src/statsd/rate.ts';

test.each([
  [1, 1],
  [0.5, 2],
  [0.1, 10],
  [0.333333333, 3],
  [0.0001, 10_000],
  [2, 0.5],
])('a rate of %d weighs %d', (rate, weight) => {
  expect(weightOf(rate)).toBe(weight);
});

test('a weight that was not meant to be whole stays as it is', () => {
  expect(weightOf(0.6666666666666666)).toBeCloseTo(1.5, 12);
  expect(weightOf(0.7)).toBe(1 / 0.7);
});

test('every whole weight up to a million survives its shortest rate', () => {
  for (let weight = 1; weight <= 1_000_000; weight += 997) expect(weightOf(1 / weight)).toBe(weight);
});
