import type { ResourceMetrics } from '@opentelemetry/sdk-metrics';

/** The data points of a collection. */
export function countPoints({ scopeMetrics }: ResourceMetrics): number {
  let points = 0;
  for (const { metrics } of scopeMetrics) for (const { dataPoints } of metrics) points += dataPoints.length;
  return points;
}
