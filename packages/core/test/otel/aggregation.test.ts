import { AggregationType, InstrumentType, MeterProvider } from '@opentelemetry/sdk-metrics';
import { describe, expect, it } from 'vitest';
import { aggregationSelector } from '../../src/otel/aggregation.js';
import { DataPointType } from '../../src/otel/constants.js';
import { ManualReader } from './manual-reader.js';

describe('the aggregation asked of the SDK', () => {
  it('is exponential for histograms, and the default for all else', () => {
    const selector = aggregationSelector('base2_exponential_bucket_histogram')!;
    for (const type of Object.values(InstrumentType)) {
      const isHistogram = type === InstrumentType.HISTOGRAM;
      expect(selector(type).type).toBe(
        isHistogram ? AggregationType.EXPONENTIAL_HISTOGRAM : AggregationType.DEFAULT,
      );
    }
  });

  it('is understood by the SDK', async () => {
    const selector = aggregationSelector('base2_exponential_bucket_histogram')!;
    const reader = new ManualReader({ aggregationSelector: selector });
    const meter = new MeterProvider({ readers: [reader] }).getMeter('test');
    meter.createHistogram('h').record(3);
    meter.createCounter('c').add(1);
    const { resourceMetrics } = await reader.collect();
    const metrics = resourceMetrics.scopeMetrics[0]!.metrics;
    expect(metrics.map(({ dataPointType }) => dataPointType)).toEqual([
      DataPointType.EXPONENTIAL_HISTOGRAM,
      DataPointType.SUM,
    ]);
    expect(metrics[0]!.dataPoints[0]!.value).toMatchObject({ count: 1, sum: 3, min: 3, max: 3 });
    await reader.shutdown();
  });

  it('is not asked for at all where the instruments keep their own', () => {
    expect(aggregationSelector('explicit_bucket_histogram')).toBeUndefined();
  });
});
