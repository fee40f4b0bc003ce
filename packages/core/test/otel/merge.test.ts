import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Series } from '../../src/naming/series-table.js';
import { mergePoints } from '../../src/otel/merge.js';
import type { MetricIdentity, Point, PointValue } from '../../src/otel/metric.js';

const common = { name: 'm', unit: '', isMonotonic: false, scope: { name: 'test' } };
const sum: MetricIdentity = { ...common, kind: 'delta-sum', isAdditive: true };
const gauge: MetricIdentity = { ...common, kind: 'level', isAdditive: false };
const histogram: MetricIdentity = { ...common, kind: 'delta-histogram', isAdditive: false };

function seriesOf(name: string): Series {
  return { bytes: Buffer.from(name), text: name, source: name, lastPass: 0 };
}

const [a, b] = [seriesOf('a'), seriesOf('b')];

function pointOf(value: PointValue, second = 1): Point {
  return { attributes: { second }, value, startTime: [0, 0], endTime: [second, 0] };
}

function explicit(counts: readonly number[], boundaries: readonly number[] = [10]): PointValue {
  const count = counts.reduce((total, one) => total + one, 0);
  return { buckets: { boundaries, counts }, count, sum: count, min: 1, max: count };
}

function exponential(scale: number, bucketCounts: readonly number[]): PointValue {
  const count = bucketCounts.reduce((total, one) => total + one, 0);
  const empty = { offset: 0, bucketCounts: [] };
  return {
    count,
    sum: count,
    min: 1,
    max: 4,
    scale,
    zeroCount: 0,
    positive: { offset: 0, bucketCounts },
    negative: empty,
  };
}

describe('points of one series', () => {
  it('are added up where they are sums', () => {
    const merged = mergePoints(sum, [pointOf(1), pointOf(2), pointOf(4), pointOf(8)], [a, b, a, a]);
    expect(merged.points.map(({ value }) => value)).toEqual([13, 2]);
    expect([merged.series, merged.sources, merged.unmergeable]).toEqual([[a, b], [3, 1], 0]);
  });

  it('are added up where they are levels of sums', () => {
    const level: MetricIdentity = { ...sum, kind: 'level' };
    expect(mergePoints(level, [pointOf(-3), pointOf(5)], [a, a]).points[0]!.value).toBe(2);
  });

  it('are replaced by the later one where they are gauges', () => {
    const merged = mergePoints(gauge, [pointOf(5, 1), pointOf(3, 2)], [a, a]);
    expect(merged.points).toEqual([pointOf(3, 2)]);
    expect(merged.sources).toEqual([2]);
  });

  it('have the attributes and times of the last one', () => {
    expect(mergePoints(sum, [pointOf(1, 1), pointOf(2, 9)], [a, a]).points).toEqual([pointOf(3, 9)]);
  });

  it('merge where they are histograms with the same boundaries', () => {
    const { points } = mergePoints(histogram, [pointOf(explicit([1, 2])), pointOf(explicit([0, 5]))], [a, a]);
    expect(points[0]!.value).toEqual({
      buckets: { boundaries: [10], counts: [1, 7] },
      count: 8,
      sum: 8,
      min: 1,
      max: 5,
    });
  });

  it('merge where they are exponential histograms of different scales', () => {
    const merged = mergePoints(
      histogram,
      [pointOf(exponential(1, [1, 1, 1])), pointOf(exponential(0, [2]))],
      [a, a],
    );
    expect(merged.points[0]!.value).toMatchObject({
      count: 5,
      scale: 0,
      positive: { offset: 0, bucketCounts: [4, 1] },
    });
  });

  it('are counted where they cannot be merged, and the first of them stays', () => {
    const values = [explicit([1, 2]), explicit([1, 2], [20]), exponential(0, [1]), explicit([4, 0])];
    const merged = mergePoints(
      histogram,
      values.map((value) => pointOf(value)),
      [a, a, a, a],
    );
    expect(merged.points.map(({ value }) => value)).toEqual([
      { buckets: { boundaries: [10], counts: [5, 2] }, count: 7, sum: 7, min: 1, max: 4 },
    ]);
    expect([merged.sources, merged.unmergeable]).toEqual([[2], 2]);
  });

  it('are new objects where they are merged, and the given ones where they are not', () => {
    const given = [pointOf(1), pointOf(2), pointOf(3)];
    const before = structuredClone(given);
    const { points } = mergePoints(sum, given, [a, b, a]);
    expect(given).toEqual(before);
    expect(points[1]).toBe(given[1]);
  });

  it('whatever they are: no amount and no point is lost', () => {
    const names = ['a', 'b', 'c', 'd'];
    const all = names.map(seriesOf);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3), fc.integer({ min: -1000, max: 1000 }))), (given) => {
        const merged = mergePoints(
          sum,
          given.map(([, value]) => pointOf(value)),
          given.map(([index]) => all[index]!),
        );
        const expected = new Map<Series, number>();
        for (const [index, value] of given) {
          const series = all[index]!;
          expected.set(series, (expected.get(series) ?? 0) + value);
        }
        expect(new Map(merged.series.map((series, i) => [series, merged.points[i]!.value]))).toEqual(
          expected,
        );
        expect(merged.series).toHaveLength(expected.size);
        expect(merged.sources.reduce((total, one) => total + one, 0)).toBe(given.length);
      }),
    );
  });
});
