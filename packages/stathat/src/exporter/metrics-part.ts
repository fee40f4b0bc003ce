import type { MetricData, ResourceMetrics } from '@opentelemetry/sdk-metrics';

/** The SDK's numbers for these. */
const DELTA = 0;
const SUM = 3;

/** The metrics whose names are chosen, without counters' points that add nothing: an observed counter has one each time. */
export function metricsPart(metrics: ResourceMetrics, isChosen: (name: string) => boolean): ResourceMetrics {
  const scopeMetrics = metrics.scopeMetrics.map(({ scope, metrics: ofScope }) => ({
    scope,
    metrics: ofScope.filter(({ descriptor }) => isChosen(descriptor.name)).map(withoutZeros),
  }));
  return { resource: metrics.resource, scopeMetrics };
}

function withoutZeros(metric: MetricData): MetricData {
  const { aggregationTemporality, dataPointType } = metric;
  if (aggregationTemporality !== DELTA || dataPointType !== SUM) return metric;
  return { ...metric, dataPoints: metric.dataPoints.filter(({ value }) => value !== 0) };
}
