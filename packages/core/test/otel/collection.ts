import type { MetricData, ResourceMetrics } from '@opentelemetry/sdk-metrics';
import type { Histogram } from '../../src/index.js';

/** A metric as the SDK hands it to an exporter; attributes are whatever an application may pass. */
export interface Recorded {
  readonly name: string;
  readonly unit?: string;
  readonly kind: 'counter' | 'up-down' | 'gauge' | 'histogram' | 'total-histogram';
  readonly points: readonly {
    readonly attributes?: object;
    readonly value: number | Histogram;
    readonly endTime?: readonly number[];
  }[];
}

const DELTA = 0;
const CUMULATIVE = 1;
const [HISTOGRAM, EXPONENTIAL_HISTOGRAM, GAUGE, SUM] = [0, 1, 2, 3];

/** A collection of the SDK, without the SDK: with values that it would not let through, or not make so fast. */
export function collectionOf(metrics: readonly Recorded[], attributes: object = {}): ResourceMetrics {
  return {
    resource: { attributes },
    scopeMetrics: [{ scope: { name: 'test' }, metrics: metrics.map(metricOf) }],
  } as unknown as ResourceMetrics;
}

function metricOf({ name, unit = '', kind, points }: Recorded): MetricData {
  return {
    descriptor: { name, unit, description: '', valueType: 1 },
    aggregationTemporality: kind === 'counter' || kind === 'histogram' ? DELTA : CUMULATIVE,
    dataPointType: typeOf(kind, points[0]?.value),
    isMonotonic: kind === 'counter',
    dataPoints: points.map((point) => ({ startTime: [1, 0], endTime: [2, 0], attributes: {}, ...point })),
  } as unknown as MetricData;
}

function typeOf(kind: Recorded['kind'], value: unknown): number | undefined {
  if (kind === 'counter' || kind === 'up-down') return SUM;
  if (kind === 'gauge') return GAUGE;
  return 'scale' in (value as Histogram) ? EXPONENTIAL_HISTOGRAM : HISTOGRAM;
}
