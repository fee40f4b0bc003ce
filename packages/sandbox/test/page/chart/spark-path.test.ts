import { expect, test } from 'vitest';
import { sparkPath } from '../../../page/chart/spark-path.ts';

test('a line goes from left to right, the greatest value on top', () => {
  expect(sparkPath([0, 5, 10], true)).toBe('M0 100h.1L50 50L100 0');
});

test('levels use the whole height, rates begin at zero', () => {
  expect(sparkPath([100, 110], false)).toBe('M0 100h.1L100 0');
  expect(sparkPath([100, 110], true)).toBe('M0 9.1h.1L100 0');
});

test('what never changes lies in the middle, zero on the ground, nothing nowhere', () => {
  expect(sparkPath([4, 4], false)).toBe('M0 50h.1L100 50');
  expect(sparkPath([0, 0], true)).toBe('M0 100h.1L100 100');
  expect(sparkPath([null, null], true)).toBe('');
});

test('after a long silence the line begins anew', () => {
  const values = [1, 1, ...Array.from({ length: 20 }, () => null), 1, 1];
  expect(sparkPath(values, true).split('M')).toHaveLength(3);
});
