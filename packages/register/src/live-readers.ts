import type { MeterProvider } from '@opentelemetry/api';
import type { MetricReader, PushMetricExporter } from '@opentelemetry/sdk-metrics';
import type { ExporterName } from './exporter-names.js';
import { makeReader } from './make-reader.js';
import type { MetricsSdk } from './metrics-sdk.js';
import { withoutThrowing } from './notice.js';
import { observeExporter } from './observe-exporter.js';

/** The readers that a provider has taken and that are not shut down. */
export class LiveReaders {
  readonly #live = new Set<MetricReader>();
  readonly #bound = new WeakSet<MetricReader>();
  #unobserved: PushMetricExporter[] = [];

  /** A reader that is live from when a provider takes it. Why there is none is said in a line. */
  make(name: ExporterName, sdk: MetricsSdk): MetricReader | undefined {
    return withoutThrowing(() => {
      const reader: MetricReader = makeReader(name, sdk, {
        bound: (exporter) => {
          this.#bound.add(reader);
          this.#live.add(reader);
          this.#unobserved.push(exporter);
        },
        closed: () => this.#live.delete(reader),
      });
      return reader;
    });
  }

  /** Whether a provider has ever taken it. */
  isBound(reader: MetricReader): boolean {
    return this.#bound.has(reader);
  }

  /** Has the exporters of the readers that were taken last tell their own metrics to a provider, if that is wanted. */
  observeBy(provider: MeterProvider): void {
    for (const exporter of this.#unobserved) observeExporter(exporter, provider);
    this.#unobserved = [];
  }

  /** Never rejects. */
  async flush(): Promise<void> {
    await Promise.allSettled([...this.#live].map((reader) => reader.forceFlush()));
  }
}
