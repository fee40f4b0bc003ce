import { describe, expect, test } from 'vitest';
import { observeOtlp } from '../../../src/live/observe/otlp.ts';
import type { OtlpNumberPoint, TakenOtlpPoint } from '../../../src/otlp/point.ts';

const resourceTags = { 'service.name': 'shop', 'process.pid': '7', 'telemetry.sdk.name': 'opentelemetry' };
const none = { attributes: {}, tags: [], schemaUrl: '' };
const common = {
  name: 'm',
  description: '',
  unit: 's',
  attributes: {},
  tags: [['zone', 'a']],
  resource: { ...none, tags: Object.entries(resourceTags) },
  scope: { ...none, name: 'test', version: '' },
  timeUnixNano: 1_700_000_000_500_000_000n,
  startTimeUnixNano: 0n,
} as const;
const tags = [
  ['process.pid', '7'],
  ['service.name', 'shop'],
  ['zone', 'a'],
];

function number(parts: Pick<OtlpNumberPoint, 'kind' | 'temporality' | 'isMonotonic'>): TakenOtlpPoint {
  return { ...common, value: 3, ...parts };
}

describe('a number', () => {
  test.each([
    ['sum', 'delta', true, 'amount'],
    ['sum', 'delta', false, 'amount'],
    ['sum', 'cumulative', true, 'total'],
    ['sum', 'cumulative', false, 'level'],
    ['gauge', undefined, false, 'level'],
  ] as const)('%s %s, monotonic %s, is of the kind %s', (kind, temporality, isMonotonic, seriesKind) => {
    expect(observeOtlp(number({ kind, temporality, isMonotonic }))).toEqual([
      { name: 'm', tags, kind: seriesKind, value: 3, weight: 1, timeSeconds: 1_700_000_000.5 },
    ]);
  });
});

test.each(['delta', 'cumulative'] as const)('a %s histogram is its samples', (temporality) => {
  const histogram = { count: 4, sum: 10, buckets: { boundaries: [2], counts: [1, 3] } };
  const point = { ...common, kind: 'histogram', temporality, isMonotonic: false, histogram } as const;
  expect(observeOtlp(point)).toMatchObject([
    {
      name: 'm',
      kind: 'samples',
      value: 2.5,
      weight: 4,
      histogram,
      isCumulative: temporality === 'cumulative',
    },
  ]);
});

test('a summary is two totals, and a level for each quantile', () => {
  const summary = { count: 4, sum: 10, quantiles: [{ quantile: 0.5, value: 2 }] };
  const point = { ...common, kind: 'summary', temporality: undefined, isMonotonic: false, summary } as const;
  expect(observeOtlp(point)).toMatchObject([
    { name: 'm.count', tags, kind: 'total', value: 4 },
    { name: 'm.sum', tags, kind: 'total', value: 10 },
    {
      name: 'm',
      tags: [tags[0], ['quantile', '0.5'], tags[1], tags[2]],
      kind: 'level',
      value: 2,
    },
  ]);
});
