import type { MetricData, ResourceMetrics } from '@opentelemetry/sdk-metrics';

/** What an event says of its metric beyond unit and kind. */
export interface MetricKey {
  readonly name: string;
  readonly scopeName: string;
  readonly scopeVersion: string;
  /** Of sums only. */
  readonly isMonotonic: boolean;
}

/**
 * The same metrics, each with its scope in its name: two libraries may have a metric of one name, and their points are no
 * duplicates here. What is not in order stays as it is, for the exporter to find out.
 */
export function withKeys(metrics: ResourceMetrics): ResourceMetrics {
  try {
    const scopeMetrics = metrics.scopeMetrics.map(({ scope, metrics: ofScope }) => ({
      scope,
      metrics: ofScope.map((data) => keyed(data, scope.name, scope.version)),
    }));
    return { resource: metrics.resource, scopeMetrics };
  } catch {
    return metrics;
  }
}

/** Takes a name apart that `withKeys` has made. */
export function readKey(text: string): MetricKey {
  const [name, scopeName, scopeVersion, isMonotonic] = JSON.parse(text) as [string, string, string, boolean];
  return { name, scopeName, scopeVersion, isMonotonic };
}

function keyed(data: MetricData, scopeName: string, scopeVersion = ''): MetricData {
  const { descriptor } = data;
  const isMonotonic = 'isMonotonic' in data && data.isMonotonic;
  const name = JSON.stringify([descriptor.name, scopeName, scopeVersion, isMonotonic]);
  return { ...data, descriptor: { ...descriptor, name } };
}
