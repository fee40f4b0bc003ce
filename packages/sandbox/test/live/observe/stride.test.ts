import { describe, expect, test } from 'vitest';
import { observeStride } from '../../../src/live/observe/stride.ts';
import type { StrideEvent } from '../../../src/stride/event.ts';

const observe = (event: StrideEvent) => observeStride({ stream: 'metrics', event });
const sum = { $timestamp: '2026-01-01T00:00:00.500000000Z', $id: 'x', name: 'm', type: 'sum', value: 3 };
const timeSeconds = Date.UTC(2026, 0, 1) / 1000 + 0.5;

describe('an event of the exporter', () => {
  test.each([
    ['sum', 'delta', true, 'amount'],
    ['sum', 'cumulative', true, 'total'],
    ['sum', 'cumulative', false, 'level'],
    ['gauge', undefined, undefined, 'level'],
  ] as const)('%s %s, monotonic %s, is of the kind %s', (type, temporality, monotonic, kind) => {
    expect(observe({ ...sum, type, temporality, monotonic })).toEqual([
      { name: 'm', tags: [], kind, value: 3, weight: 1, timeSeconds },
    ]);
  });

  test('has attributes, resource and service as tags, flattened or not', () => {
    const tagsOf = (event: StrideEvent) => observe({ ...sum, ...event })[0]!.tags;
    const attributes = { status: 200, route: '/', flags: ['a', 'b'] };
    expect(tagsOf({ attributes, service: 'shop', resource: { region: 'eu' } })).toEqual([
      ['flags', 'a,b'],
      ['region', 'eu'],
      ['route', '/'],
      ['service', 'shop'],
      ['status', '200'],
    ]);
    expect(tagsOf({ attributes_http_route: '/', resource_region: 'eu' })).toEqual([
      ['http_route', '/'],
      ['region', 'eu'],
    ]);
  });

  test('with explicit buckets is samples', () => {
    const event = { ...sum, type: 'histogram', count: 3, sum: 6, min: 1, bounds: [2], buckets: [2, 1] };
    const histogram = { count: 3, sum: 6, min: 1, buckets: { boundaries: [2], counts: [2, 1] } };
    const wanted = { name: 'm', kind: 'samples', value: 2, weight: 3, histogram };
    expect(observe({ ...event, temporality: 'delta' })).toMatchObject([{ ...wanted, isCumulative: false }]);
    expect(observe({ ...event, temporality: 'cumulative' })).toMatchObject([
      { ...wanted, isCumulative: true },
    ]);
  });

  test('with exponential buckets is samples', () => {
    const event = {
      ...sum,
      type: 'exponential_histogram',
      temporality: 'delta',
      ...{ count: 4, scale: 3, zero_count: 1 },
      ...{ pos_offset: -2, pos_counts: [1, 0, 1], neg_offset: 5, neg_counts: [1] },
    };
    const [positive, negative] = [
      { offset: -2, bucketCounts: [1, 0, 1] },
      { offset: 5, bucketCounts: [1] },
    ];
    expect(observe(event)[0]!.histogram).toEqual({ count: 4, scale: 3, zeroCount: 1, positive, negative });
  });
});

describe('any other event', () => {
  test('is a level for each field that is a number', () => {
    expect(observe({ $id: 5, x: 1, y: '2', z: { a: 1 }, n: null, name: 'click' })).toEqual([
      { name: 'metrics.x', tags: [], kind: 'level', value: 1, weight: 1 },
    ]);
  });

  test.each([
    ['counts that are too few', { type: 'histogram', count: 1, bounds: [1], buckets: [1] }],
    ['a negative count', { type: 'histogram', count: 1, bounds: [1], buckets: [-1, 2] }],
    ['no list', { type: 'histogram', count: 1, bounds: 'x', buckets: [] }],
    [
      'too many buckets',
      { type: 'histogram', count: 1, bounds: Array(5000).fill(1), buckets: Array(5001).fill(1) },
    ],
    ['a scale of no kind', { type: 'exponential_histogram', count: 1, scale: 999, zero_count: 0 }],
  ])('is a histogram with %s', (_what, event) => {
    expect(observe({ name: 'm', ...event })[0]).toMatchObject({
      name: 'metrics.count',
      kind: 'level',
      value: 1,
    });
  });

  test.each(['2026-01-01 00:00:00', 'nonsense', 7, undefined])(
    'has no time when it says %s',
    ($timestamp) => {
      expect(observe({ ...sum, $timestamp })[0]!.timeSeconds).toBeUndefined();
    },
  );
});
