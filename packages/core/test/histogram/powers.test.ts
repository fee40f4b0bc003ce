import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forEachPower, rateOfPower } from '../../src/histogram/powers.ts';
import { addSample, createSamples, type Samples } from '../../src/histogram/samples.ts';

function samplesOf(weights: readonly number[]): Samples {
  const samples = createSamples(1);
  weights.forEach((weight, value) => {
    addSample(samples, value, weight);
  });
  return samples;
}

function listed(samples: Samples): [power: number, values: number[]][] {
  const all: [number, number[]][] = [];
  forEachPower(samples, (power, values, length) => all.push([power, [...values.subarray(0, length)]]));
  return all;
}

describe('weights as powers of two', () => {
  it('list a value for each bit of its weight', () => {
    expect(listed(samplesOf([1, 5, 8]))).toEqual([
      [1, [0, 1]],
      [4, [1]],
      [8, [2]],
    ]);
  });

  it('are nothing if there are no samples', () => {
    expect(listed(createSamples())).toEqual([]);
  });

  it('add up to the weights again, at a receiver that rounds and at one that truncates', () => {
    const weight = fc.oneof(
      fc.integer({ min: 1, max: 1000 }),
      fc.maxSafeInteger().map((n) => Math.abs(n) + 1),
    );
    fc.assert(
      fc.property(fc.array(weight, { maxLength: 40 }), (weights) => {
        const rounded = weights.map(() => 0);
        const truncated = weights.map(() => 0);
        for (const [power, values] of listed(samplesOf(weights))) {
          expect(values.length).toBeGreaterThan(0);
          for (const value of values) {
            rounded[value]! += Math.round(1 / Number(rateOfPower(power)));
            truncated[value]! += Math.trunc(1 / Number(rateOfPower(power)));
          }
        }
        expect(rounded).toEqual(weights);
        expect(truncated).toEqual(weights);
      }),
    );
  });
});

describe('the rate of a power of two', () => {
  it('is written in full', () => {
    expect([1, 2, 4, 8, 1024].map(rateOfPower)).toEqual(['1', '0.5', '0.25', '0.125', '0.0009765625']);
  });

  it('has digits and a dot only, and reads back exactly, up to 2^53', () => {
    for (let exponent = 0; exponent <= 53; exponent++) {
      expect(rateOfPower(2 ** exponent)).toMatch(/^(1|0\.\d+)$/);
      expect(Number(rateOfPower(2 ** exponent))).toBe(2 ** -exponent);
    }
  });
});
