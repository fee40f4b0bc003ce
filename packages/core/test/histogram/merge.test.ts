import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExplicitHistogram, ExponentialHistogram } from '../../src/histogram/histogram.ts';
import { merge } from '../../src/histogram/merge.ts';
import { quantile } from '../../src/histogram/quantile.ts';
import { dataset, exactPercentile, shapeNames, sort } from './datasets.ts';
import { recordExplicit, recordExponential } from './record.ts';

const twoDatasets = fc.constantFrom(...shapeNames).chain((a) => {
  const other = fc.constantFrom(...shapeNames).chain(dataset);
  return fc.tuple(dataset(a), other);
});

function total({ negative, positive, zeroCount }: ExponentialHistogram): number {
  return [...negative.bucketCounts, ...positive.bucketCounts].reduce((a, b) => a + b, zeroCount);
}

const none = { offset: 0, bucketCounts: [] };
const empty: ExponentialHistogram = {
  count: 0,
  sum: 0,
  min: Infinity,
  max: -Infinity,
  scale: 20,
  zeroCount: 0,
  positive: none,
  negative: none,
};

describe('merged exponential histograms', () => {
  it('hold the values of both, within the bound of their new scale', async () => {
    await fc.assert(
      fc.asyncProperty(twoDatasets, async ([one, other]) => {
        const a = await recordExponential(one);
        const b = await recordExponential(other);
        const merged = merge(a, b) as ExponentialHistogram;
        const sorted = sort([...one, ...other]);
        expect(merged).toMatchObject({ count: sorted.length, min: sorted[0], max: sorted.at(-1) });
        expect(merged.zeroCount).toBe(a.zeroCount + b.zeroCount);
        expect(total(merged)).toBe(sorted.length);
        expect(merged.positive.bucketCounts.length).toBeLessThanOrEqual(160);
        expect(merged.negative.bucketCounts.length).toBeLessThanOrEqual(160);
        const base = 2 ** (2 ** -merged.scale);
        for (const percent of [5, 50, 95]) {
          const exact = exactPercentile(sorted, percent);
          const error = Math.abs(quantile(merged, percent / 100)! - exact);
          expect(error).toBeLessThanOrEqual((Math.sqrt(base) - 1 + 1e-12) * Math.abs(exact));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('are what the SDK makes of all values when it has as few buckets', async () => {
    await fc.assert(
      fc.asyncProperty(twoDatasets, async ([one, other]) => {
        const merged = merge(
          await recordExponential(one),
          await recordExponential(other),
          12,
        ) as ExponentialHistogram;
        const together = await recordExponential([...one, ...other], { maxSize: 12 });
        fc.pre(total(together) > together.zeroCount);
        const { positive, negative, scale } = together;
        expect(merged.scale).toBe(scale);
        if (positive.bucketCounts.length > 0) expect(merged.positive).toEqual(positive);
        if (negative.bucketCounts.length > 0) expect(merged.negative).toEqual(negative);
      }),
      { numRuns: 40 },
    );
  });

  it('keep the finer scale if the other one has only zeros, or nothing', async () => {
    const fine = await recordExponential([1, 1.1, 1.2]);
    const zeros = await recordExponential([0, 0]);
    expect(zeros.scale).toBe(0);
    expect(merge(fine, zeros)).toMatchObject({ scale: fine.scale, count: 5, zeroCount: 2, min: 0, max: 1.2 });
    expect(merge(zeros, fine)).toMatchObject({ scale: fine.scale, count: 5, zeroCount: 2, min: 0, max: 1.2 });
    expect(merge(zeros, zeros)).toMatchObject({ count: 4, zeroCount: 4, positive: none, negative: none });
    expect(merge(fine, empty)).toEqual({ ...fine, negative: none });
    expect(merge(empty, fine)).toEqual({ ...fine, negative: none });
  });

  it('put two buckets into one for each step of scale, below one as well as above', () => {
    const fine = { ...empty, count: 6, scale: 1, positive: { offset: -3, bucketCounts: [1, 0, 2, 3] } };
    const coarse = { ...empty, count: 1, scale: 0, positive: { offset: 0, bucketCounts: [1] } };
    expect(merge(fine, coarse)).toMatchObject({
      scale: 0,
      positive: { offset: -2, bucketCounts: [1, 2, 4] },
    });
  });

  it('come to an end even if asked for one bucket', () => {
    const positive = { offset: -1, bucketCounts: [1, 1] };
    const histogram = { ...empty, count: 2, scale: 0, positive };
    expect(merge(histogram, histogram, 1)).toMatchObject({
      scale: 0,
      positive: { offset: -1, bucketCounts: [2, 2] },
    });
  });

  it('know sum, minimum and maximum only if both do', async () => {
    const known = await recordExponential([1, 2]);
    const unknown = { ...(await recordExponential([3, 4], { recordMinMax: false })), sum: undefined };
    expect(merge(known, known)).toMatchObject({ sum: 6, min: 1, max: 2 });
    expect(merge(known, unknown)).toMatchObject({ sum: undefined, min: undefined, max: undefined });
  });

  it('leave their sources as they were', async () => {
    const a = await recordExponential([1, 2, 300]);
    const b = await recordExponential([5, 1e6]);
    const before = structuredClone([a, b]);
    merge(a, b);
    expect([a, b]).toEqual(before);
  });
});

describe('merged explicit histograms', () => {
  it('are what the SDK makes of all values', async () => {
    const boundaries = [0, 1, 10, 100];
    const one = await recordExplicit([0.5, 7, 7, 2000], boundaries);
    const other = await recordExplicit([3, 50], [...boundaries]);
    const before = structuredClone(one);
    expect(merge(one, other)).toEqual(await recordExplicit([0.5, 7, 7, 2000, 3, 50], boundaries));
    expect(one).toEqual(before);
  });

  it('are none if the boundaries differ', async () => {
    const one = await recordExplicit([1], [1, 2]);
    expect(merge(one, await recordExplicit([1], [1, 3]))).toBeUndefined();
    expect(merge(one, await recordExplicit([1], [1]))).toBeUndefined();
  });

  it('are none if one of the two is exponential', async () => {
    const explicit: ExplicitHistogram = await recordExplicit([1], [1, 2]);
    const exponential = await recordExponential([1]);
    expect(merge(explicit, exponential)).toBeUndefined();
    expect(merge(exponential, explicit)).toBeUndefined();
  });
});
