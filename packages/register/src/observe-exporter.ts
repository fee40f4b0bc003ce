import type { MeterProvider } from '@opentelemetry/api';
import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import { processEnvironment } from '@otelwire/core';

/** What all exporters of this suite have, from the version that measures itself on. */
interface SelfObserving {
  setSelfObsMeterProvider(provider: MeterProvider): void;
}

/** Has an exporter make metrics of itself, where the SDK is asked for its own ones, too. */
export function observeExporter(exporter: PushMetricExporter, provider: MeterProvider): void {
  const isWanted = processEnvironment().OTEL_NODE_EXPERIMENTAL_SDK_METRICS?.trim().toLowerCase() === 'true';
  if (isWanted && 'setSelfObsMeterProvider' in exporter)
    (exporter as PushMetricExporter & SelfObserving).setSelfObsMeterProvider(provider);
}
