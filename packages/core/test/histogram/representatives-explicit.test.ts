import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { representatives } from '../../src/histogram/representatives.ts';
import { createSamples } from '../../src/histogram/samples.ts';
import { dataset, shapeNames, sort } from './datasets.ts';
import { boundaries, bucketOf, explicit } from './histograms.ts';
import { pairs, rebuilt, unfolded } from './rebuilt.ts';
import { recordExplicit } from './record.ts';

describe('samples of an explicit histogram', () => {
  it.each(shapeNames)(
    'have its count, minimum and maximum, and percentiles in the same bucket: %s',
    async (shape) => {
      await fc.assert(
        fc.asyncProperty(dataset(shape), async (values) => {
          const received = unfolded(rebuilt(await recordExplicit(values, boundaries)));
          const sorted = sort(values);
          expect(received).toHaveLength(values.length);
          expect(received).toEqual(sort(received));
          expect(received[0]).toBe(sorted[0]);
          expect(received.at(-1)).toBe(sorted.at(-1));
          expect(received.map(bucketOf)).toEqual(sorted.map(bucketOf));
        }),
        { numRuns: 15 },
      );
    },
  );

  it('spread a bucket over ten of them', () => {
    const samples = rebuilt(explicit({}, [10, 20], [0, 100, 0]));
    expect(samples).toEqual(
      [10.5, 11.5, 12.5, 13.5, 14.5, 15.5, 16.5, 17.5, 18.5, 19.5].map((value) => [value, 10]),
    );
  });

  it('share what cannot be divided by ten', () => {
    const samples = rebuilt(explicit({}, [10, 20], [0, 13, 0]));
    expect(samples.map(([, weight]) => weight)).toEqual([2, 2, 2, 1, 1, 1, 1, 1, 1, 1]);
  });

  it('have no more digits than their distance calls for', () => {
    const samples = rebuilt(explicit({ min: Math.PI, max: Math.PI ** 2 }, [], [20]));
    expect(samples.slice(1, -1).every(([value]) => String(value).length <= 4)).toBe(true);
  });

  it('stay as they are when their magnitude is beyond exact powers of ten', () => {
    const samples = rebuilt(explicit({ min: 1e-300, max: 9e-300 }, [], [8]));
    expect(samples).toHaveLength(8);
    expect(samples[0]).toEqual([1e-300, 1]);
  });

  it('lie at the boundary of an open bucket', () => {
    expect(rebuilt(explicit({}, [10, 20], [3, 0, 2]))).toEqual([
      [10, 3],
      [20, 2],
    ]);
  });

  it('lie at the mean if there are no boundaries, and are none if that is unknown', () => {
    expect(rebuilt(explicit({ sum: 12 }, [], [4]))).toEqual([[3, 4]]);
    expect(rebuilt(explicit({}, [], [4]))).toEqual([]);
  });

  it('leave out an infinite maximum', async () => {
    const histogram = await recordExplicit([1, 2, Infinity], [1.5, 10]);
    expect(unfolded(rebuilt(histogram)).every(Number.isFinite)).toBe(true);
    expect(unfolded(rebuilt(histogram))).toHaveLength(3);
  });
});

describe('the room for samples', () => {
  it('grows once and is used again', () => {
    const samples = createSamples(1);
    const histogram = explicit({ min: 0, max: 100 }, [10, 20, 30, 40, 50], [50, 50, 50, 50, 50, 50]);
    representatives(histogram, samples);
    const { values, weights } = samples;
    const first = pairs(samples);
    representatives(histogram, samples);
    expect(pairs(samples)).toEqual(first);
    expect(samples.values).toBe(values);
    expect(samples.weights).toBe(weights);
  });

  it('holds nothing of a larger histogram when a smaller one follows', () => {
    const samples = createSamples();
    representatives(explicit({ min: 0, max: 100 }, [10, 20], [50, 50, 50]), samples);
    representatives(explicit({ min: 7, max: 7 }, [10, 20], [1, 0, 0]), samples);
    expect(pairs(samples)).toEqual([[7, 1]]);
  });
});
