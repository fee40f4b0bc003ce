import type { Attributes, Histogram, Meter, MeterProvider } from '@opentelemetry/api';
import type { Accounting } from '../delivery/accounting.js';
import { componentName } from './component-name.js';
import { FinishedPoints } from './finished-points.js';
import { serverAttributes } from './server-attributes.js';

export interface SelfObservationOptions {
  /** The class of the exporter. */
  readonly type: string;
  /** Where to, as a transport says it. */
  readonly description: string;
  /** The accounting as it is now. */
  readonly accounting: () => Accounting;
}

/**
 * The metrics of an exporter, as the semantic conventions for SDK metrics name them (development):
 * https://opentelemetry.io/docs/specs/semconv/otel/sdk-metrics
 *
 * The numbers of points are asked for when they are collected, so nothing that came before the provider is missing, all readers see
 * one moment, and an exporter that carries its own metrics gets the same few points each time.
 */
export class SelfObservation {
  readonly #options: SelfObservationOptions;
  readonly #attributes: Attributes;
  readonly #finished = new FinishedPoints();
  #duration: Histogram | undefined;
  #leave = () => {};

  constructor(options: SelfObservationOptions) {
    const { description, type } = options;
    this.#options = options;
    this.#attributes = {
      'otel.component.type': type,
      'otel.component.name': componentName(type),
      ...serverAttributes(description),
    };
  }

  /** Makes the instruments with this provider, and no longer with the one before. */
  moveTo(provider: MeterProvider): void {
    const meter = provider.getMeter('@otelwire/core');
    this.#leave();
    this.#duration = meter.createHistogram('otel.sdk.exporter.operation.duration', {
      unit: 's',
      description: 'The duration of exporting a batch of telemetry records.',
      advice: { explicitBucketBoundaries: [] },
    });
    this.#leave = this.#observePoints(meter);
  }

  /** One export: from its turn to the moment at which its result is known. */
  record(seconds: number, end: Attributes): void {
    this.#duration?.record(seconds, { ...this.#attributes, ...end });
  }

  #observePoints(meter: Meter): () => void {
    const unit = '{data_point}';
    const inflight = meter.createObservableUpDownCounter('otel.sdk.exporter.metric_data_point.inflight', {
      unit,
      description:
        'The number of metric data points which were passed to the exporter, but that have not been exported yet (neither successful, nor failed).',
    });
    const exported = meter.createObservableCounter('otel.sdk.exporter.metric_data_point.exported', {
      unit,
      description:
        'The number of metric data points for which the export has finished, either successful or failed.',
    });
    const observe: Parameters<Meter['addBatchObservableCallback']>[0] = (result) => {
      const counts = this.#finished.count(this.#options.accounting());
      result.observe(inflight, counts.inflight, this.#attributes);
      result.observe(exported, counts.succeeded, this.#attributes);
      for (const [reason, points] of counts.failed)
        result.observe(exported, points, { ...this.#attributes, 'error.type': reason });
    };
    meter.addBatchObservableCallback(observe, [inflight, exported]);
    return () => meter.removeBatchObservableCallback(observe, [inflight, exported]);
  }
}
