import type { ResourceMetrics, ScopeMetrics } from '@opentelemetry/sdk-metrics';
import { AggregationTemporality, DataPointType } from '../../src/otel/constants.js';

interface GivenMetric {
  readonly name: string;
  readonly unit?: string;
  readonly type?: 'counter' | 'updown' | 'gauge' | 'histogram' | 'exponential';
  readonly isDelta?: boolean;
  readonly points: readonly (readonly [attributes: object, value: unknown])[];
}

const types = {
  counter: DataPointType.SUM,
  updown: DataPointType.SUM,
  gauge: DataPointType.GAUGE,
  histogram: DataPointType.HISTOGRAM,
  exponential: DataPointType.EXPONENTIAL_HISTOGRAM,
};

let second = 1;

/** A scope with metrics, as the SDK hands them to an exporter; each is of a collection of its own. */
export function scopeOf(...metrics: readonly GivenMetric[]): ScopeMetrics {
  second += 1;
  const endTime = [second, 0];
  return {
    scope: { name: 'test' },
    metrics: metrics.map(({ name, unit = '', type = 'counter', isDelta = true, points }) => ({
      descriptor: { name, unit, description: '', valueType: 1, type: 'COUNTER', advice: {} },
      aggregationTemporality: isDelta ? AggregationTemporality.DELTA : AggregationTemporality.CUMULATIVE,
      dataPointType: types[type],
      isMonotonic: type === 'counter',
      dataPoints: points.map(([attributes, value]) => ({
        attributes,
        value,
        startTime: [1, 0],
        endTime,
      })),
    })),
  } as unknown as ScopeMetrics;
}

const resource = { attributes: { 'service.name': 'test' } };

/** An export of one scope. */
export function exportOf(...metrics: readonly GivenMetric[]): ResourceMetrics {
  return { resource, scopeMetrics: [scopeOf(...metrics)] } as unknown as ResourceMetrics;
}

/** An export of a counter with one point of each value. */
export function countsOf(...values: readonly number[]): ResourceMetrics {
  return exportOf({ name: 'count', points: values.map((value, i) => [{ i }, value]) });
}
