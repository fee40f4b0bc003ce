import { mergeHistograms } from '@otelwire/core';
import { describe, expect, test } from 'vitest';
import { OtlpDefects } from '../../src/otlp/defect.ts';
import { readRequest } from '../../src/otlp/encoding.ts';
import { readMetrics } from '../../src/otlp/points/read-metrics.ts';
import type { OtlpSource, OtlpTotalsLimits } from '../../src/otlp/totals.ts';
import { OtlpTotals } from '../../src/otlp/totals.ts';
import { requestOf, sumOf } from './open-receiver.ts';

/** Adds what requests hold. */
function totalsOf(requests: readonly object[], limits?: OtlpTotalsLimits): OtlpTotals {
  const totals = new OtlpTotals(limits);
  for (const request of requests) {
    const message = readRequest(Buffer.from(JSON.stringify(request)), 'json', new OtlpDefects())!;
    for (const point of readMetrics(message, true).taken) totals.add(point);
  }
  return totals;
}

const nanos = (second: number) => `${1_700_000_000 + second}000000000`;
const at = (second: number) => ({ startTimeUnixNano: nanos(second - 10), timeUnixNano: nanos(second) });
const tagged = (value: object) => ({ attributes: [{ key: 'zone', value }] });
const sums = (...points: readonly object[]) => requestOf(sumOf(...points));

function metricOf(kind: string, parts: object, ...dataPoints: readonly object[]) {
  return requestOf({ name: 'm', [kind]: { ...parts, dataPoints } });
}

describe('a series', () => {
  test('is one name, with the attributes of point, scope and resource', () => {
    const [a, b] = [tagged({ stringValue: 'a' }), tagged({ stringValue: 'b' })];
    const of = (service: string, scope: object, metric: object) => {
      const attributes = [{ key: 'service.name', value: { stringValue: service } }];
      return {
        resourceMetrics: [{ resource: { attributes }, scopeMetrics: [{ scope, metrics: [metric] }] }],
      };
    };
    const totals = totalsOf([
      of('shop', { name: 'x' }, sumOf({ asInt: 1, ...a })),
      of('shop', { name: 'x' }, sumOf({ asInt: 2, ...b })),
      of('shop', { name: 'y' }, sumOf({ asInt: 4, ...a })),
      of('shop', { name: 'x', version: '2' }, sumOf({ asInt: 8, ...a })),
      of('shop', { name: 'x', ...tagged({ stringValue: 'z' }) }, sumOf({ asInt: 64, ...a })),
      of('bank', { name: 'x' }, sumOf({ asInt: 16, ...a })),
      of('shop', { name: 'x' }, sumOf({ asInt: 32, ...a, ...at(30) })),
    ]);
    const found = (tags: Record<string, string>, from?: OtlpSource) => totals.find('orders', tags, from)?.sum;
    expect(totals.series.size).toBe(6);
    expect([found({ zone: 'a' }), found({ zone: 'b' })]).toEqual([33, 2]);
    expect(found({ zone: 'a' }, { scope: 'y' })).toBe(4);
    expect(found({ zone: 'a' }, { resource: { 'service.name': 'bank' } })).toBe(16);
    expect([found({}), found({ zone: 'a' }, { scope: 'z' }), totals.find('order')]).toEqual(
      Array(3).fill(undefined),
    );
  });

  test('is another one with another unit, kind or temporality', () => {
    const point = sumOf({}).sum.dataPoints[0]!;
    const totals = totalsOf([
      metricOf('sum', { aggregationTemporality: 1 }, point),
      metricOf('sum', { aggregationTemporality: 2 }, point),
      metricOf('sum', { aggregationTemporality: 2, isMonotonic: true }, point),
      metricOf('gauge', {}, point),
      requestOf({ name: 'm', unit: 's', gauge: { dataPoints: [point] } }),
    ]);
    expect(totals.series.size).toBe(5);
  });

  test('has the attributes as they came, and as text', () => {
    const attributes = [
      { key: 'text', value: { stringValue: 'a' } },
      { key: 'whole', value: { intValue: '5' } },
      { key: 'huge', value: { intValue: '9007199254740993' } },
      { key: 'half', value: { doubleValue: 0.5 } },
      { key: 'is', value: { boolValue: false } },
      { key: 'list', value: { arrayValue: { values: [{ intValue: 1 }, { stringValue: 'b' }] } } },
      { key: 'bytes', value: { bytesValue: 'AAE' } },
      { key: '__proto__', value: { kvlistValue: { values: [{ key: 'x', value: { intValue: 1 } }] } } },
      { key: 'none' },
    ];
    const { identity } = totalsOf([sums({ attributes })])
      .series.values()
      .next().value!;
    expect(identity.attributes).toEqual(
      Object.fromEntries<unknown>([
        ['text', 'a'],
        ['whole', 5],
        ['huge', 9007199254740993n],
        ['half', 0.5],
        ['is', false],
        ['list', [1, 'b']],
        ['bytes', Uint8Array.of(0, 1)],
        ['__proto__', { x: 1 }],
        ['none', null],
      ]),
    );
    expect(identity.tags).toEqual([
      ['__proto__', '{"x":1}'],
      ['bytes', 'AAE='],
      ['half', '0.5'],
      ['huge', '9007199254740993'],
      ['is', 'false'],
      ['list', '1,b'],
      ['none', ''],
      ['text', 'a'],
      ['whole', '5'],
    ]);
  });
});

describe('values', () => {
  test('of a delta sum add up, without losing the small ones', () => {
    const points = Array.from({ length: 1000 }, (_, i) => ({
      asInt: undefined,
      asDouble: 0.1,
      ...at(10 * i),
    }));
    const series = totalsOf([sums(...points)]).find('orders')!;
    expect([series.sum, series.last, series.pointCount, series.histogram]).toEqual([
      100,
      0.1,
      1000,
      undefined,
    ]);
  });

  test('of a cumulative sum and of a gauge: the latest by its time is it', () => {
    const points = [5, 7, 6].map((asInt, i) => ({ asInt, ...at([10, 30, 20][i]!) }));
    const total = totalsOf([metricOf('sum', { aggregationTemporality: 2 }, ...points)]).find('m')!;
    const level = totalsOf([metricOf('gauge', {}, ...points)]).find('m')!;
    expect([total.sum, total.last, level.sum, level.last]).toEqual([7, 7, undefined, 7]);
    expect(level.points.map((point) => 'value' in point && point.value)).toEqual([5, 7, 6]);
  });

  test('of a delta histogram are merged, until its bounds change', () => {
    const [delta, bounds] = [{ aggregationTemporality: 1 }, { explicitBounds: [1, 10] }];
    const first = { count: 3, sum: 12, min: 0.5, max: 6, bucketCounts: [1, 2, 0], ...bounds, ...at(10) };
    const second = { count: 1, sum: 20, min: 20, max: 20, bucketCounts: [0, 0, 1], ...bounds, ...at(20) };
    const other = { count: 1, sum: 1, bucketCounts: [1, 0], explicitBounds: [2], ...at(30) };
    const series = totalsOf([metricOf('histogram', delta, first, second)]).find('m')!;
    const buckets = { boundaries: [1, 10], counts: [1, 2, 1] };
    expect(series.histogram).toEqual({ count: 4, sum: 32, min: 0.5, max: 20, buckets });
    expect([series.quantile(0), series.quantile(1)]).toEqual([0.5, 20]);
    expect([series.last, series.sum]).toEqual([undefined, undefined]);
    const changed = totalsOf([metricOf('histogram', delta, first, second, other)]).find('m')!;
    expect(changed.histogram).toEqual({ count: 1, sum: 1, buckets: { boundaries: [2], counts: [1, 0] } });
  });

  test('of a cumulative histogram: the latest is it', () => {
    const points = [3, 5].map((count, i) => ({ count, bucketCounts: [count], ...at(10 * i) }));
    const series = totalsOf([metricOf('histogram', { aggregationTemporality: 2 }, ...points)]).find('m')!;
    expect(series.histogram).toEqual({ count: 5, buckets: { boundaries: [], counts: [5] } });
  });

  test('of exponential histograms are merged at the scale that both can have, with as many buckets as came', () => {
    const counts = Array<number>(300).fill(1);
    const [a, b] = [-150, 5].map((offset) => ({
      scale: 5,
      zeroCount: 0,
      positive: { offset, bucketCounts: counts },
    }));
    const points = [a!, b!].map((point, i) => ({ ...point, count: 300, ...at(10 * i) }));
    const series = totalsOf([
      metricOf('exponentialHistogram', { aggregationTemporality: 1 }, ...points),
    ]).find('m')!;
    const [first, second] = series.points.map((point) =>
      'histogram' in point ? point.histogram : undefined,
    );
    expect(series.histogram).toEqual(mergeHistograms(first!, second!, 300));
    expect(series.histogram).toMatchObject({ count: 600, scale: 4 });
  });

  test('of a summary are count, sum and quantiles', () => {
    const quantileValues = [{ quantile: 0.5, value: 2 }];
    const series = totalsOf([metricOf('summary', {}, { count: 3, sum: 6, quantileValues, ...at(10) })]).find(
      'm',
    )!;
    expect(series.latest).toMatchObject({ summary: { count: 3, sum: 6, quantiles: quantileValues } });
  });
});

describe('memory', () => {
  test('a point that came twice is counted as a duplicate', () => {
    const totals = totalsOf([sums(at(10), at(20)), sums(at(20))]);
    expect([totals.duplicateCount, totals.pointCount, totals.find('orders')?.sum]).toEqual([1, 3, 3]);
    expect(totals.find('orders')?.duplicateCount).toBe(1);
  });

  test('keeps the last points of a series, and the sum of all', () => {
    const totals = totalsOf([sums(at(10), at(20), at(30))], { maxPointsPerSeries: 2 });
    const { points, sum, pointCount } = totals.find('orders')!;
    expect(points.map(({ timeUnixNano }) => String(timeUnixNano))).toEqual([nanos(20), nanos(30)]);
    expect([sum, pointCount]).toEqual([3, 3]);
  });

  test('has the resource and the attributes of a series once', () => {
    const { points, identity } = totalsOf([sums(at(10)), sums(at(20))]).find('orders')!;
    expect(
      points.map(({ tags, resource }) => tags === identity.tags && resource === identity.resource),
    ).toEqual([true, true]);
  });

  test('forgets the series that was silent the longest', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((stringValue) => tagged({ stringValue }));
    const totals = totalsOf([sums(a!, b!), sums({ ...a, ...at(30) }, c!)], { maxSeries: 2 });
    const zones = ['a', 'b', 'c'].map((zone) => totals.find('orders', { zone })?.sum);
    expect([zones, totals.forgottenSeriesCount, totals.pointCount]).toEqual([[2, undefined, 1], 1, 4]);
  });

  test('is empty after a reset', () => {
    const totals = totalsOf([sums(at(10)), sums(at(10))]);
    totals.count([{ code: 'no-time', level: 'error', message: '', where: '' }]);
    totals.reset();
    expect([totals.series.size, totals.pointCount, totals.duplicateCount, totals.defectCounts.size]).toEqual([
      0, 0, 0, 0,
    ]);
    expect(totals.describe()[0]).toBe('0 points (0 duplicates), 0 refused, 0 series');
  });

  test('is told in a few lines', () => {
    const totals = totalsOf([sums({ ...at(10), ...tagged({ stringValue: 'a' }) })]);
    expect(totals.describe()).toEqual([
      '1 points (0 duplicates), 0 refused, 1 series',
      expect.stringMatching(/^0 requests/),
      'orders{zone="a"} delta sum = 1, 1 points',
    ]);
  });
});
