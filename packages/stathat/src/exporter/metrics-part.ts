import type { MetricData, ResourceMetrics } from '@opentelemetry/sdk-metrics';

/** The SDK's numbers for these. */
const DELTA = 0;
const GAUGE = 2;
const SUM = 3;

/** The metrics whose names are chosen, without counters' points that add nothing: an observed counter has one each time. */
export function metricsPart(metrics: ResourceMetrics, isChosen: (name: string) => boolean): ResourceMetrics {
  const { resource, scopeMetrics } = metricsWhere(metrics, ({ descriptor }) => isChosen(descriptor.name));
  return {
    resource,
    scopeMetrics: scopeMetrics.map(({ scope, metrics: ofScope }) => ({
      scope,
      metrics: ofScope.map(withoutZeros),
    })),
  };
}

/**
 * The metrics that are values and nothing else, then those with counts, to be exported one after the other: so no value shares the fate
 * of a count. One part at least.
 */
export function valuesFirst(metrics: ResourceMetrics): readonly ResourceMetrics[] {
  const values = metricsWhere(metrics, (metric) => !hasCounts(metric));
  const counts = metricsWhere(metrics, hasCounts);
  if (!hasPoints(values)) return [counts];
  return hasPoints(counts) ? [values, counts] : [values];
}

function metricsWhere(
  { resource, scopeMetrics }: ResourceMetrics,
  isChosen: (metric: MetricData) => boolean,
): ResourceMetrics {
  return {
    resource,
    scopeMetrics: scopeMetrics.map(({ scope, metrics }) => ({ scope, metrics: metrics.filter(isChosen) })),
  };
}

function hasCounts({ aggregationTemporality, dataPointType }: MetricData): boolean {
  return aggregationTemporality === DELTA && dataPointType !== GAUGE;
}

function hasPoints({ scopeMetrics }: ResourceMetrics): boolean {
  return scopeMetrics.some(({ metrics }) => metrics.some(({ dataPoints }) => dataPoints.length > 0));
}

function withoutZeros(metric: MetricData): MetricData {
  const { aggregationTemporality, dataPointType } = metric;
  if (aggregationTemporality !== DELTA || dataPointType !== SUM) return metric;
  // a copy is made only where something is left out
  if (!metric.dataPoints.some(({ value }) => value === 0)) return metric;
  return { ...metric, dataPoints: metric.dataPoints.filter(({ value }) => value !== 0) };
}
