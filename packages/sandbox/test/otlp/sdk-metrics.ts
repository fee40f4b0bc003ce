import { ValueType } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { MetricData, ResourceMetrics } from '@opentelemetry/sdk-metrics';
import { AggregationTemporality, DataPointType } from '@opentelemetry/sdk-metrics';

/** Metrics as the SDK hands them to an exporter, of one scope. */
export function fromSdk(...metrics: MetricData[]): ResourceMetrics {
  const resource = resourceFromAttributes({ 'service.name': 'shop' });
  return { resource, scopeMetrics: [{ scope: { name: 'test', version: '1.0' }, metrics }] };
}

/** A sum of ten seconds. */
export function deltaSum(name: string, value: number): MetricData {
  return {
    descriptor: { name, unit: '1', description: '', valueType: ValueType.INT },
    aggregationTemporality: AggregationTemporality.DELTA,
    dataPointType: DataPointType.SUM,
    isMonotonic: true,
    dataPoints: [{ startTime: [1_700_000_000, 0], endTime: [1_700_000_010, 0], attributes: {}, value }],
  };
}
