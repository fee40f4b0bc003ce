import { AggregationType } from '@opentelemetry/sdk-metrics';
import type { Histogram } from '@otelwire/core';
import { describe, expect, it } from 'vitest';
import { collectionOf } from '../../../core/test/otel/collection.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import { linesOf, type Wired, wireGraphite } from './wired.ts';

const buckets = (boundaries: number[], recordMinMax = true) => ({
  views: [
    {
      instrumentName: '*',
      aggregation: {
        type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM as const,
        options: { boundaries, recordMinMax },
      },
    },
  ],
});

/** A View can make a histogram of any instrument; of this one it may hold what is below zero. */
function observe(wired: Wired, value: number): void {
  wired.meter.createObservableGauge('change').addCallback((result) => result.observe(value));
}

/** The lines of one histogram after another, as the SDK could hand them over. */
async function exported(wired: Wired, ...histograms: readonly Histogram[]): Promise<string[]> {
  for (const value of histograms) {
    const points = [{ value, endTime: [7, 0] }];
    await exportOf(wired.exporter, collectionOf([{ name: 'h', kind: 'histogram', points }]));
  }
  return linesOf(wired.transport).map((line) => line.replace(/ 7$/, ''));
}

const oneBucket = (count: number) => ({ boundaries: [], counts: [count] });

describe('a histogram', () => {
  it('has the percentiles that are asked for, each once', async () => {
    const wired = wireGraphite({ percentiles: [0, 99.9, 50, 50, 100, 1e-7] });
    wired.meter.createHistogram('latency').record(4);
    expect((await wired.lines()).slice(4)).toEqual(
      ['p0', 'p99_9', 'p50', 'p100', 'p0_0000001'].map((name) => `latency.${name} 4`),
    );
  });

  it('may have no percentile at all', async () => {
    const wired = wireGraphite({ percentiles: [] });
    wired.meter.createHistogram('latency').record(4);
    expect(await wired.lines()).toEqual(
      ['count 1', 'sum 4', 'min 4', 'max 4'].map((one) => `latency.${one}`),
    );
  });

  it('of explicit buckets has percentiles within them', async () => {
    const wired = wireGraphite({ histogramAggregation: 'explicit_bucket_histogram' });
    const advice = { explicitBucketBoundaries: [1, 2, 8] };
    const latency = wired.meter.createHistogram('latency', { advice });
    for (const value of [1.5, 1.5, 1.5, 16]) latency.record(value);
    expect(await wired.lines()).toEqual(
      ['count 4', 'sum 20.5', 'min 1.5', 'max 16', 'p50 1.75', 'p95 16', 'p99 16'].map(
        (one) => `latency.${one}`,
      ),
    );
  });

  it('of values below zero has negative levels, and no sum, for the SDK keeps none', async () => {
    const wired = wireGraphite({ percentiles: [50] }, buckets([]));
    observe(wired, -4);
    expect(await wired.lines()).toEqual([
      'change.count 1',
      'change.min -4',
      'change.max -4',
      'change.p50 -4',
    ]);
  });

  it('whose sum may go down has it as a total all the same', async () => {
    const negative = { count: 2, sum: -5, min: -4, max: -1, buckets: oneBucket(2) };
    const positive = { count: 1, sum: 1.5, min: 1.5, max: 1.5, buckets: oneBucket(1) };
    const lines = await exported(wireGraphite({ percentiles: [] }), negative, positive);
    expect(lines).toEqual([
      ...['h.count 2', 'h.sum -5', 'h.min -4', 'h.max -1'],
      ...['h.count 3', 'h.sum -3.5', 'h.min 1.5', 'h.max 1.5'],
    ]);
  });

  it('leaves out what the instrument did not keep', async () => {
    const wired = wireGraphite({}, buckets([1, 8], false));
    observe(wired, -4);
    const [count, ...percentiles] = await wired.lines();
    expect(count).toBe('change.count 1');
    expect(percentiles.map((line) => line.split(' ')[0])).toEqual(['change.p50', 'change.p95', 'change.p99']);
  });

  it('leaves out what an infinite measurement has spoilt: the next interval is whole again', async () => {
    const wired = wireGraphite({ percentiles: [50, 99] }, buckets([1, 8]));
    const latency = wired.meter.createHistogram('latency');
    latency.record(4);
    await wired.lines();
    latency.record(0.5);
    latency.record(0.5);
    latency.record(Number.POSITIVE_INFINITY);
    expect(await wired.lines()).toEqual([
      'latency.count 4',
      // what is known: infinity has no sum, and the total is that of the intervals before
      'latency.sum 4',
      'latency.min 0.5',
      'latency.p50 0.875',
      'latency.p99 8',
    ]);
    latency.record(2);
    expect((await wired.lines()).slice(0, 2)).toEqual(['latency.count 5', 'latency.sum 6']);
  });

  it('that holds no number is its count', async () => {
    const { NaN: none, POSITIVE_INFINITY: infinity } = Number;
    const spoilt = { count: 1, sum: none, min: none, max: none, buckets: oneBucket(1) };
    expect(await exported(wireGraphite({ percentiles: [50] }), spoilt)).toEqual(['h.count 1']);
    const empty = { count: 0, sum: 0, min: infinity, max: -infinity, buckets: oneBucket(0) };
    expect(await exported(wireGraphite({ percentiles: [50] }), empty)).toEqual(['h.count 0', 'h.sum 0']);
    const nothing = { count: 0, sum: undefined as never, buckets: oneBucket(0) };
    expect(await exported(wireGraphite({ percentiles: [50] }), nothing)).toEqual(['h.count 0']);
  });

  it('without any sum has none as a total, and a sum as soon as there is one', async () => {
    const without = { count: 1, sum: undefined as never, buckets: oneBucket(1) };
    const withSum = { count: 1, sum: 2, min: 2, max: 2, buckets: oneBucket(1) };
    const lines = await exported(wireGraphite({ percentiles: [] }), without, without, withSum);
    expect(lines).toEqual(['h.count 1', 'h.count 2', 'h.count 3', 'h.sum 2', 'h.min 2', 'h.max 2']);
  });
});

describe('the aggregation asked of the SDK', () => {
  const valueWith = async (histogramAggregation?: 'explicit_bucket_histogram') => {
    const wired = wireGraphite({ histogramAggregation });
    wired.meter.createHistogram('latency').record(4);
    const { scopeMetrics } = await wired.collect();
    return scopeMetrics[0]!.metrics[0]!.dataPoints[0]!.value;
  };

  it('is exponential buckets for histograms only', async () => {
    expect(await valueWith()).toHaveProperty('scale');
  });

  it('is what the instrument has with explicit_bucket_histogram', async () => {
    expect(await valueWith('explicit_bucket_histogram')).toHaveProperty('buckets');
  });
});
