import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  MeterProvider,
  type PushMetricExporter,
  type ResourceMetrics,
  type ViewOptions,
} from '@opentelemetry/sdk-metrics';
import { ManualReader } from './manual-reader.js';

type ExportResult = Parameters<Parameters<PushMetricExporter['export']>[1]>[0];
type Resource = Parameters<typeof resourceFromAttributes>[0];

export interface MetricsOptions {
  readonly views?: ViewOptions[];
  readonly resource?: Resource;
}

/** The SDK in front of an exporter, with a resource that says nothing unless told. A collection is exported when asked for. */
export class Metrics {
  readonly #exporter: PushMetricExporter;
  readonly #reader: ManualReader;
  readonly #provider: MeterProvider;

  constructor(exporter: PushMetricExporter, options: MetricsOptions = {}) {
    this.#exporter = exporter;
    this.#reader = new ManualReader({
      aggregationTemporalitySelector: (type) => exporter.selectAggregationTemporality!(type),
      aggregationSelector: exporter.selectAggregation?.bind(exporter),
    });
    this.#provider = new MeterProvider({
      readers: [this.#reader],
      resource: resourceFromAttributes(options.resource ?? {}),
      views: options.views ?? [],
    });
  }

  get provider() {
    return this.#provider;
  }

  get meter() {
    return this.scope('test');
  }

  scope(name: string) {
    return this.#provider.getMeter(name);
  }

  async collect(): Promise<ResourceMetrics> {
    return (await this.#reader.collect()).resourceMetrics;
  }

  /** Collects and exports; gives what the callback was called with. */
  async export(): Promise<ExportResult> {
    return exportOf(this.#exporter, await this.collect());
  }
}

/** One call of `export`, and what its callback was called with. */
export function exportOf(exporter: PushMetricExporter, metrics: ResourceMetrics): Promise<ExportResult> {
  return new Promise((resolve) => exporter.export(metrics, resolve));
}
