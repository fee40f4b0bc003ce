import type { ResourceMetrics } from '@opentelemetry/sdk-metrics';

/** What tells one collection from the next: all its points have its time, and it may come in many exports (`maxExportBatchSize`). */
export function collectionTime({ scopeMetrics }: ResourceMetrics): string | undefined {
  return scopeMetrics[0]?.metrics[0]?.dataPoints[0]?.endTime.join('.');
}
