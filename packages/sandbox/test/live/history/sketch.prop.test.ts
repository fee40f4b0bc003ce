import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Sketch } from '../../../src/live/history/sketch.ts';
import { quantileOf } from '../../../src/statsd/series/quantile.ts';

const sample = fc.record({
  value: fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }),
    fc.integer({ min: -5, max: 5 }),
    fc.double({ noNaN: true, min: 1e-3, max: 1e6 }),
  ),
  weight: fc.integer({ min: 1, max: 1000 }),
});

test('quantiles are within 1 % of the exact ones; count, minimum and maximum are exact', () => {
  fc.assert(
    fc.property(fc.array(sample, { minLength: 1, maxLength: 300 }), (samples) => {
      const sketch = new Sketch();
      for (const { value, weight } of samples) sketch.add(value, weight, value * weight);
      const sorted = [...samples].sort((a, b) => a.value - b.value);
      const { count, sum, min, max, ...quantiles } = sketch.summarise();
      expect(count).toBe(samples.reduce((total, { weight }) => total + weight, 0));
      expect(sum).toBe(samples.reduce((total, { value, weight }) => total + value * weight, 0));
      // without the sign of zero
      expect([min + 0, max + 0]).toEqual([sorted[0]!.value + 0, sorted.at(-1)!.value + 0]);
      for (const [name, q] of [
        ['p50', 0.5],
        ['p95', 0.95],
        ['p99', 0.99],
      ] as const) {
        const exact = quantileOf(sorted, q);
        expect(Math.abs(quantiles[name] - exact)).toBeLessThanOrEqual(Math.abs(exact) * 0.010001);
      }
    }),
  );
});

test('doubles of all sizes need no more than 2048 buckets, and their order stays', () => {
  const sketch = new Sketch();
  for (let exponent = -323; exponent <= 308; exponent += 1) {
    for (let digit = 1; digit <= 9; digit += 1) {
      const value = Number(`${digit}e${exponent}`);
      sketch.add(value, 1, 0);
      sketch.add(-value, 2, 0);
    }
    expect(sketch.bucketCount).toBeLessThanOrEqual(2048);
  }
  const { p50, p95, p99 } = sketch.summarise();
  expect(p50).toBeLessThan(0);
  expect(p95).toBeGreaterThan(0);
  expect(p99 / p95).toBeGreaterThan(1e20);
});
