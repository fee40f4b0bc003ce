import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bridged, movingMean, typicalGap } from '../../../page/chart/gaps.ts';

const everyTen = Array.from({ length: 60 }, (_, index) => (index % 10 === 3 ? 50 : null));

test('what comes each ten seconds is known by its gaps', () => {
  expect(typicalGap(everyTen)).toBe(10);
  expect(typicalGap([1, 2, null, 3, 4])).toBe(1);
  expect(typicalGap([null, 5, null])).toBe(1);
  expect(typicalGap([])).toBe(1);
});

test('50 each ten seconds are 5 a second, and no spikes', () => {
  expect(movingMean(everyTen, 10).slice(3)).toEqual(Array.from({ length: 57 }, () => 5));
});

test('where nothing came over the whole width there is nothing, and no rest of rounding', () => {
  expect(movingMean([0.1, 0.2, 0.3, null, null, null, 0], 2).slice(3)).toEqual([0.15, null, null, 0]);
});

test('all amounts are in the rate, however they came', () => {
  const amounts = fc.array(fc.option(fc.integer({ min: 0, max: 1000 }), { nil: null }), { maxLength: 100 });
  fc.assert(
    fc.property(amounts, fc.integer({ min: 1, max: 60 }), (values, width) => {
      const padded = [...values, ...Array.from({ length: width }, () => null)];
      const total = (list: readonly (number | null)[]) =>
        list.reduce<number>((sum, value) => sum + (value ?? 0), 0);
      expect(total(movingMean(padded, width))).toBeCloseTo(total(values), 3);
    }),
  );
});

test('a line goes on over short gaps, and ends before long ones', () => {
  expect(bridged([null, 1, null, null, 2, null, null, null, 3, null], 3)).toEqual([
    null,
    1,
    undefined,
    undefined,
    2,
    null,
    null,
    null,
    3,
    null,
  ]);
});
