import { describe, expect, it } from 'vitest';
import type { HandedMetric } from '../../src/cluster/hand-over.js';
import { MergedMetric } from '../../src/cluster/merged-metric.js';
import { MergedWorker } from '../../src/cluster/merged-worker.js';
import type { PointValue } from '../../src/otel/metric.js';

const [DELTA, CUMULATIVE] = [0, 1];
const [HISTOGRAM, GAUGE, SUM] = [0, 2, 3];

function metricOf(dataPointType: number, aggregationTemporality: number): MergedMetric {
  const descriptor = { name: 'n', unit: '', description: '', valueType: 1 };
  return new MergedMetric({
    descriptor,
    dataPointType,
    aggregationTemporality,
    isMonotonic: false,
    points: [],
  } as HandedMetric);
}

const point = (value: PointValue, attributes: Record<string, unknown> = {}) => ({ attributes, value });
const histogram = (...counts: number[]) => ({
  count: counts.reduce((sum, count) => sum + count, 0),
  sum: 0,
  buckets: { boundaries: counts.slice(1).map((_, i) => i), counts },
});

function workers() {
  const both = [new MergedWorker('0'), new MergedWorker('1')] as const;
  for (const worker of both) worker.begin('1');
  return both;
}

describe('a metric of two workers', () => {
  it('adds up what both have added, by attributes in any order', () => {
    const [first, second] = workers();
    const sum = metricOf(SUM, DELTA);
    sum.add([point(1, { a: 1, b: 2 }), point(10, { a: '1', b: 2 })], first);
    sum.add([point(2, { b: 2, a: 1 })], second);
    expect(sum.takeAmounts(false)).toEqual([point(3, { a: 1, b: 2 }), point(10, { a: '1', b: 2 })]);
    expect(sum.takeAmounts(false)).toEqual([]);
  });

  it('keeps its totals where those are wanted', () => {
    const [first] = workers();
    const sum = metricOf(SUM, DELTA);
    for (let i = 0; i < 2; i += 1) {
      sum.add([point(1)], first);
      expect(sum.takeAmounts(true)).toEqual([point(i + 1)]);
    }
  });

  it('merges histograms, and counts those that have other boundaries', () => {
    const [first, second] = workers();
    const merged = metricOf(HISTOGRAM, DELTA);
    expect(merged.add([point(histogram(1, 2))], first)).toBe(0);
    expect(merged.add([point(histogram(3, 4)), point(histogram(1, 1, 1))], second)).toBe(1);
    expect(merged.takeAmounts(false)[0]!.value).toMatchObject({ count: 10, buckets: { counts: [4, 6] } });
  });

  it('adds up the levels of those that live', () => {
    const [first, second] = workers();
    const level = metricOf(SUM, CUMULATIVE);
    level.add([point(3)], first);
    level.add([point(4)], second);
    expect(level.levels('worker')).toEqual([point(7)]);
    first.isGone = true;
    expect(level.levels('worker')).toEqual([point(4)]);
    second.isGone = true;
    expect(level.levels('worker')).toEqual([]);
  });

  it('has a gauge for each, or the one that was told last', () => {
    const [first, second] = workers();
    const gauge = metricOf(GAUGE, CUMULATIVE);
    gauge.add([point(3)], first);
    gauge.add([point(4)], second);
    gauge.add([point(5)], first);
    const [ofFirst, ofSecond] = [point(5, { worker: '0' }), point(4, { worker: '1' })];
    expect(gauge.levels('worker')).toEqual([ofSecond, ofFirst]);
    expect(gauge.levels('last')).toEqual([point(5)]);
  });

  it('forgets a level that its worker says no longer, after two collections', () => {
    const [first] = workers();
    const gauge = metricOf(GAUGE, DELTA);
    gauge.add([point(3)], first);
    first.begin('1');
    first.begin('2');
    expect(gauge.levels('last')).toEqual([point(3)]);
    first.begin('3');
    expect(gauge.levels('last')).toEqual([]);
  });

  it('has no level of a worker whose message came after its end', () => {
    const [first] = workers();
    first.isGone = true;
    const gauge = metricOf(GAUGE, CUMULATIVE);
    gauge.add([point(3)], first);
    expect(gauge.levels('worker')).toEqual([]);
  });
});
