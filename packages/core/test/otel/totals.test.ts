import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTotals, createTotalsTable } from '../../src/otel/totals.js';
import { collectGarbage } from './garbage.js';

const MIN_REMEMBERED = 20_000;

describe('totals of a histogram', () => {
  it('are all that was recorded, over many collections in which series come and go', () => {
    const records = fc.record({
      series: fc.constantFrom('', ';k=a', ';k=b', ';k=c'),
      count: fc.integer({ min: 0, max: 2 ** 40 }),
      // a multiple of 1/8 adds up exactly
      sum: fc.oneof(
        fc.integer({ min: -(2 ** 40), max: 2 ** 40 }).map((n) => n / 8),
        fc.constantFrom(Number.NaN),
      ),
    });
    const collections = fc.array(fc.array(records, { maxLength: 6 }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(collections, (all) => {
        const totals = createTotals();
        const expected = new Map<string, { count: number; sum: number }>();
        all.forEach((collection, second) => {
          for (const { series, count, sum } of collection) {
            const known = expected.get(series) ?? { count: 0, sum: Number.NaN };
            const before = Number.isNaN(known.sum) ? 0 : known.sum;
            expected.set(series, {
              count: known.count + count,
              sum: Number.isNaN(sum) ? known.sum : before + sum,
            });
            expect(totals.add(series, count, sum, second)).toEqual(expected.get(series));
          }
        });
      }),
    );
  });

  it('are kept of series that pause, however long, while there are few', () => {
    const totals = createTotals();
    totals.add('pausing', 1, 1, 0);
    for (let second = 1; second < 1000; second += 1) totals.add('steady', 1, 1, second);
    expect(totals.add('pausing', 1, 1, 1000)).toEqual({ count: 2, sum: 2 });
    expect(totals.add('steady', 1, 1, 1000)).toEqual({ count: 1000, sum: 1000 });
  });

  it('are forgotten of series that pause while very many others come, and begin at zero', () => {
    const totals = createTotals();
    totals.add('pausing', 5, 5, 0);
    for (let i = 0; i < 2 * (MIN_REMEMBERED + 10); i += 1) {
      totals.add('steady', 1, 1, i);
      totals.add(`passing ${i}`, 1, 1, i);
    }
    expect(totals.add('pausing', 1, 1, 1e6)).toEqual({ count: 1, sum: 1 });
    expect(totals.add('steady', 1, 1, 1e6).count).toBe(2 * (MIN_REMEMBERED + 10) + 1);
  });

  it('are kept of all series of a collection, however many they are, and of those that pause meanwhile', () => {
    const totals = createTotals();
    const series = Array.from({ length: 50_000 }, (_, i) => `series ${i}`);
    totals.add('pausing', 1, 1, 1);
    for (const second of [1, 2, 3, 4]) {
      for (const one of series) expect(totals.add(one, 1, 1, second).count).toBe(second);
    }
    expect(totals.add('pausing', 1, 1, 4).count).toBe(2);
  });

  it('take no more memory when series never come again', () => {
    const totals = createTotals();
    const pass = (from: number) => {
      for (let i = from; i < from + 100_000; i += 1) totals.add(`passing ${i}`, 1, 1, i);
    };
    pass(0);
    const before = collectGarbage();
    pass(100_000);
    pass(200_000);
    expect(collectGarbage() - before).toBeLessThan(2_000_000);
  });
});

it('a table has the same totals for the same name, until there are very many', () => {
  const totalsOf = createTotalsTable();
  const first = totalsOf('latency');
  expect(totalsOf('latency')).toBe(first);
  expect(totalsOf('size')).not.toBe(first);
  for (let i = 0; i < 20_000; i += 1) totalsOf(`name ${i}`);
  expect(totalsOf('latency')).not.toBe(first);
});
