import type { Histogram } from '@otelwire/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyAttributes, anyText } from '../../../core/test/otel/arbitraries.ts';
import { collectionOf, type Recorded } from '../../../core/test/otel/collection.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import type { StrideMetricExporterOptions } from '../../src/index.ts';
import { type Event, eventsOf, wireStride } from './wired.ts';

const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (n === 0 ? 0 : n));
const anyCount = fc.oneof(fc.nat(), fc.maxSafeNat());
const anyCounts = fc.array(anyCount, { maxLength: 20 });
const anyStatistics = fc.record(
  { count: anyCount, sum: anyNumber, min: anyNumber, max: anyNumber },
  { requiredKeys: ['count'], noNullPrototype: true },
);
const anyBuckets = fc.record({ offset: fc.integer(), bucketCounts: anyCounts }, { noNullPrototype: true });
const anyHistogram = fc.oneof(
  fc
    .record({ statistics: anyStatistics, boundaries: fc.array(anyNumber), counts: anyCounts })
    .map(({ statistics, boundaries, counts }) => ({ ...statistics, buckets: { boundaries, counts } })),
  fc
    .record({
      statistics: anyStatistics,
      scale: fc.integer({ min: -10, max: 20 }),
      zeroCount: anyCount,
      positive: anyBuckets,
      negative: anyBuckets,
    })
    .map(({ statistics, ...rest }) => ({ ...statistics, ...rest })),
);
const anyMoment = fc.tuple(fc.integer({ min: 0, max: 4e9 }), fc.integer({ min: 0, max: 999_999_999 }));

const anyMetric: fc.Arbitrary<Recorded> = fc
  .record({
    name: anyText,
    unit: anyText,
    kind: fc.constantFrom<Recorded['kind']>('counter', 'up-down', 'gauge', 'histogram', 'total-histogram'),
    number: anyNumber,
    histogram: anyHistogram,
    attributes: anyAttributes,
    endTime: anyMoment,
  })
  .map(({ name, unit, kind, number, histogram, attributes, endTime }) => {
    const value = kind.endsWith('histogram') ? (histogram as Histogram) : number;
    return { name, unit, kind, points: [{ value, attributes, endTime }] };
  });

const anyMetrics = fc.uniqueArray(anyMetric, {
  selector: ({ name, unit, kind }) => JSON.stringify([whole(name), whole(unit!), kind]),
  minLength: 1,
  maxLength: 5,
});
const anyOptions: fc.Arbitrary<StrideMetricExporterOptions> = fc
  .record({
    body: fc.constantFrom('json-array', 'ndjson', 'multi-stream'),
    streamPerMetric: fc.boolean(),
    maxEvents: fc.constantFrom(1, 2, 1000),
    maxPayloadBytes: fc.constantFrom(4096, 1_048_576),
    prefix: fc.constantFrom('', 'shop'),
  })
  .map((options) => ({
    ...options,
    streamPerMetric: options.streamPerMetric && options.body === 'multi-stream',
  }));

/** Without halves of characters: those do not survive UTF-8. */
const whole = (text: string) => Buffer.from(text).toString();

/** What an attribute's value has to come back as; undefined where it says nothing. Elements of arrays that do are `null`. */
function said(value: unknown): unknown {
  if (typeof value === 'string') return whole(value);
  if (value === null || value === undefined) return value;
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : String(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof Date) return value.toJSON();
  if (Array.isArray(value)) return value.map((one) => said(one) ?? null);
  if (typeof value !== 'object') return value;
  const members = Object.entries(value).map(([key, one]) => [whole(key), said(one)] as const);
  return Object.fromEntries(members.filter(([, one]) => one !== undefined));
}

function momentOf(text: unknown): number[] {
  const [, whole, fraction] = /^(.{19})\.(\d{9})Z$/.exec(String(text))!;
  return [Date.parse(`${whole}Z`) / 1000, Number(fraction)];
}

/** The value of a data point, as an event has it. */
function pointValue(event: Event): unknown {
  if (!String(event.type).endsWith('histogram')) return event.value;
  const { count, sum, min, max } = event;
  const statistics = { count, sum, min, max };
  if (event.type === 'histogram') {
    return { ...statistics, buckets: { boundaries: event.bounds, counts: event.buckets } };
  }
  return {
    ...statistics,
    scale: event.scale,
    zeroCount: event.zero_count,
    positive: { offset: event.pos_offset, bucketCounts: event.pos_counts },
    negative: { offset: event.neg_offset, bucketCounts: event.neg_counts },
  };
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1);
const types = { counter: 'sum', 'up-down': 'sum', gauge: 'gauge' } as const;

function expectSame(event: Event, { name, unit, kind, points: [point] }: Recorded, prefix: string): void {
  const dot = prefix === '' ? '' : '.';
  expect(event.name).toBe(prefix + dot + whole(name));
  expect(event.unit ?? '').toBe(whole(unit as string));
  const isExponential = typeof point!.value === 'object' && 'scale' in point!.value;
  const histogram = isExponential ? 'exponential_histogram' : 'histogram';
  expect(event.type).toBe(types[kind as keyof typeof types] ?? histogram);
  const isDelta = kind === 'counter' || kind === 'histogram';
  const temporality = isDelta ? 'delta' : 'cumulative';
  expect(event.temporality).toBe(kind === 'gauge' ? undefined : temporality);
  expect(event.monotonic).toBe(event.type === 'sum' ? kind === 'counter' : undefined);
  expect([momentOf(event.$timestamp), momentOf(event.start)]).toEqual([point!.endTime, [1, 0]]);
  expect(pointValue(event)).toEqual(point!.value);
  const attributes = Object.entries(point!.attributes as object)
    .map(([key, value]) => [whole(key), said(value)] as const)
    .filter(([, value]) => value !== undefined);
  expect(new Map(Object.entries(event.attributes as object))).toEqual(new Map(attributes.sort(byKey)));
}

it('sends events of which each re-parses to exactly its data point, in every form of body', async () => {
  await fc.assert(
    fc.asyncProperty(anyMetrics, anyOptions, async (metrics, options) => {
      const { exporter, transport } = wireStride(options);
      await exportOf(exporter, collectionOf(metrics));
      const events = eventsOf(transport);
      const { dropped } = exporter.accounting;
      expect(Object.keys(dropped).filter((reason) => reason !== 'too_large')).toEqual([]);
      const tooLarge = dropped.too_large ?? 0;
      expect(events.length + tooLarge).toBe(metrics.length);
      if (tooLarge > 0) return;
      for (const metric of metrics) {
        const own = events
          .filter(({ $id }) => $id !== undefined)
          .find((event) => isOf(event, metric, options));
        expectSame(own!, metric, options.prefix ?? '');
      }
    }),
    { numRuns: 300 },
  );
});

/** By what no two metrics of a collection share. */
function isOf(
  event: Event,
  { name, unit = '', kind }: Recorded,
  { prefix = '' }: StrideMetricExporterOptions,
) {
  const isDelta = kind === 'counter' || kind === 'histogram';
  return (
    event.name === (prefix === '' ? '' : `${prefix}.`) + whole(name) &&
    (event.unit ?? '') === whole(unit) &&
    String(event.type).endsWith('histogram') === kind.endsWith('histogram') &&
    (event.type === 'gauge') === (kind === 'gauge') &&
    (kind === 'gauge' || (event.temporality === 'delta') === isDelta)
  );
}

it('makes a column of every attribute, and no column twice', async () => {
  await fc.assert(
    fc.asyncProperty(anyAttributes, async (attributes) => {
      const { exporter, transport } = wireStride({ flatten: true });
      const metric = { name: 'm', kind: 'gauge', points: [{ value: 1, attributes }] } as const;
      await exportOf(exporter, collectionOf([metric]));
      if (exporter.accounting.dropped.too_large !== undefined) return;
      const text = Buffer.from(transport.payloads[0]!).toString();
      const [event] = eventsOf(transport);
      const columns = Object.keys(event!).filter((key) => key.startsWith('attr_'));
      const values = Object.values(attributes).map(said);
      expect(columns).toHaveLength(values.filter((value) => value !== undefined).length);
      for (const column of columns) {
        expect(column).toMatch(/^[A-Za-z0-9_]+$/);
        expect(text.split(`"${column}":`)).toHaveLength(2);
      }
    }),
  );
});
