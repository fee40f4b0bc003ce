import type { HrTime } from '@opentelemetry/api';
import { ValueType } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { MetricData, ResourceMetrics } from '@opentelemetry/sdk-metrics';
import { AggregationTemporality, DataPointType } from '@opentelemetry/sdk-metrics';
import fc from 'fast-check';

/** What JSON and protobuf can both say: JSON has neither NaN nor infinities nor -0, and the SDK says integers as int64. */
const double = fc
  .double({ noNaN: true, noDefaultInfinity: true })
  .filter((value) => !Object.is(value, -0) && (!Number.isInteger(value) || Number.isSafeInteger(value)));
const count = fc.nat();
const text = fc.string({ unit: 'grapheme' });
const scalar = fc.oneof(text, double, fc.maxSafeInteger(), fc.boolean());
const attributes = fc.dictionary(text, fc.oneof(scalar, fc.array(text)), { maxKeys: 4 });
const time: fc.Arbitrary<HrTime> = fc.tuple(
  fc.integer({ min: 1, max: 4_000_000_000 }),
  fc.integer({ min: 0, max: 999_999_999 }),
);

const explicit = fc
  .record({
    boundaries: fc.uniqueArray(double).map((bounds) => bounds.sort((a, b) => a - b)),
    counts: fc.array(count, { minLength: 20, maxLength: 20 }),
    extremes: fc.option(fc.record({ sum: double, min: double, max: double }), { nil: undefined }),
  })
  .map(({ boundaries, counts, extremes }) => {
    const used = counts.slice(0, boundaries.length + 1);
    return { buckets: { boundaries, counts: used }, count: total(used), ...extremes };
  });

/** Within what a double holds at any of the scales. */
const buckets = fc.record({
  offset: fc.integer({ min: -500, max: 500 }),
  bucketCounts: fc.array(count),
});

const exponential = fc
  .record({
    scale: fc.integer({ min: 0, max: 20 }),
    zeroCount: count,
    positive: buckets,
    negative: buckets,
    extremes: fc.option(fc.record({ sum: double, min: double, max: double }), { nil: undefined }),
  })
  .map(({ extremes, ...histogram }) => {
    const { zeroCount, positive, negative } = histogram;
    const whole = [zeroCount, ...positive.bucketCounts, ...negative.bucketCounts];
    return { ...histogram, count: total(whole), ...extremes };
  });

const name = fc.string({ unit: 'grapheme', minLength: 1 });
const descriptor = fc.record({ name, unit: text, description: text });
const temporality = fc.constantFrom(AggregationTemporality.DELTA, AggregationTemporality.CUMULATIVE);

const metric: fc.Arbitrary<MetricData> = fc.oneof(
  metricOf(DataPointType.SUM, fc.maxSafeInteger(), ValueType.INT),
  metricOf(DataPointType.SUM, double, ValueType.DOUBLE),
  metricOf(DataPointType.GAUGE, double, ValueType.DOUBLE),
  metricOf(DataPointType.HISTOGRAM, explicit, ValueType.DOUBLE),
  metricOf(DataPointType.EXPONENTIAL_HISTOGRAM, exponential, ValueType.DOUBLE),
);

/** Any metrics that an SDK could hand to an exporter, with names and units that make no sense too. */
export const resourceMetrics: fc.Arbitrary<ResourceMetrics> = fc.record({
  resource: attributes.map((of) => resourceFromAttributes(of)),
  scopeMetrics: fc.array(
    fc.record({
      scope: fc.record({ name: text, version: text, schemaUrl: text }),
      metrics: fc.array(metric, { maxLength: 4 }),
    }),
    { maxLength: 3 },
  ),
});

function metricOf(dataPointType: DataPointType, value: fc.Arbitrary<unknown>, valueType: ValueType) {
  const dataPoint = fc.record({ startTime: time, endTime: time, attributes, value });
  return fc
    .record({
      descriptor,
      aggregationTemporality: temporality,
      isMonotonic: fc.boolean(),
      dataPoints: fc.array(dataPoint, { maxLength: 4 }),
    })
    .map((of) => ({ ...of, descriptor: { ...of.descriptor, valueType }, dataPointType }) as MetricData);
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, inBucket) => sum + inBucket, 0);
}
