import {
  AggregationTemporality,
  AggregationType,
  MeterProvider,
  MetricReader,
  type ViewOptions,
} from '@opentelemetry/sdk-metrics';
import type { ExplicitHistogram, ExponentialHistogram } from '../../src/histogram/histogram.ts';

class ManualReader extends MetricReader {
  protected override async onForceFlush(): Promise<void> {}
  protected override async onShutdown(): Promise<void> {}
}

/** What the SDK makes of values. A gauge, since a histogram takes no negative ones; this costs the sum. */
async function collect(values: readonly number[], aggregation: ViewOptions['aggregation']): Promise<unknown> {
  const reader = new ManualReader({ aggregationTemporalitySelector: () => AggregationTemporality.DELTA });
  const provider = new MeterProvider({ readers: [reader], views: [{ instrumentName: '*', aggregation }] });
  const meter = provider.getMeter('test');
  if (values.some((value) => value < 0)) {
    const gauge = meter.createGauge('recorded');
    for (const value of values) gauge.record(value);
  } else {
    const histogram = meter.createHistogram('recorded');
    for (const value of values) histogram.record(value);
  }
  const { resourceMetrics } = await reader.collect();
  await provider.shutdown();
  return resourceMetrics.scopeMetrics[0]!.metrics[0]!.dataPoints[0]!.value;
}

export interface RecordOptions {
  maxSize?: number;
  recordMinMax?: boolean;
}

export async function recordExponential(
  values: readonly number[],
  options: RecordOptions = {},
): Promise<ExponentialHistogram> {
  const type = AggregationType.EXPONENTIAL_HISTOGRAM;
  return (await collect(values, { type, options })) as ExponentialHistogram;
}

export async function recordExplicit(
  values: readonly number[],
  boundaries: number[],
  recordMinMax = true,
): Promise<ExplicitHistogram> {
  const type = AggregationType.EXPLICIT_BUCKET_HISTOGRAM;
  return (await collect(values, { type, options: { boundaries, recordMinMax } })) as ExplicitHistogram;
}
