import {
  AggregationTemporality,
  type DataPoint,
  type Histogram,
  MeterProvider,
  type MetricData,
} from '@opentelemetry/sdk-metrics';
import { ManualReader } from './manual-reader.js';
import type { Metrics } from './sdk-metrics.js';

type Attributes = DataPoint<unknown>['attributes'];

/** An application's provider for the metrics of exporters, with what a reader of it finds. */
export function createObserver(temporality = AggregationTemporality.CUMULATIVE) {
  const reader = new ManualReader({ aggregationTemporalitySelector: () => temporality });
  const provider = new MeterProvider({ readers: [reader] });
  const collect = async (): Promise<MetricData[]> => {
    const { resourceMetrics } = await reader.collect();
    return resourceMetrics.scopeMetrics.flatMap(({ metrics }) => metrics);
  };
  return {
    provider,
    collect,
    async observe(): Promise<Observed> {
      return observedIn(await collect());
    },
  };
}

export interface Observed {
  readonly inflight: number;
  /** By `error.type`; of what succeeded under `undefined`. */
  readonly exported: Readonly<Record<string, number>>;
  /** What the durations say of how the exports ended, and how many there were of each. */
  readonly durations: readonly (readonly [attributes: Attributes, count: number])[];
}

/** The points of all exporters together. */
export function observedIn(metrics: readonly MetricData[]): Observed {
  const pointsOf = <Value>(name: string) =>
    (metrics.find(({ descriptor }) => descriptor.name === name)?.dataPoints ?? []) as DataPoint<Value>[];
  const exported: Record<string, number> = {};
  for (const { attributes, value } of pointsOf<number>('otel.sdk.exporter.metric_data_point.exported')) {
    const type = String(attributes['error.type']);
    exported[type] = (exported[type] ?? 0) + value;
  }
  return {
    inflight: pointsOf<number>('otel.sdk.exporter.metric_data_point.inflight').reduce(
      (sum, { value }) => sum + value,
      0,
    ),
    exported,
    durations: pointsOf<Histogram>('otel.sdk.exporter.operation.duration').map(
      ({ attributes, value }) => [attributes, value.count] as const,
    ),
  };
}

/** What inflight and exported come to. */
export function totalOf({ exported, inflight }: Observed): number {
  return Object.values(exported).reduce((sum, points) => sum + points, inflight);
}

/** What an exporter tells the provider that it is made with of the export of one counter. */
export async function toldBy(
  wire: (options: { readonly selfObsMeterProvider: MeterProvider }) => Pick<Metrics, 'meter' | 'export'>,
): Promise<Observed['exported']> {
  const { observe, provider } = createObserver();
  const metrics = wire({ selfObsMeterProvider: provider });
  metrics.meter.createCounter('orders').add(1);
  await metrics.export();
  return (await observe()).exported;
}
