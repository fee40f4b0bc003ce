import { DiagConsoleLogger, DiagLogLevel, diag } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { DogStatsdMetricExporter, StatsdMetricExporter } from '@otelwire/statsd';

function readerOf(exporter) {
  return new PeriodicExportingMetricReader({
    exporter,
    exportIntervalMillis: 1000,
    exportTimeoutMillis: 1000,
  });
}

/** The shop's OpenTelemetry SDK, with one reader for each backend. */
export function createProvider({ statsd, dogstatsd }, resource) {
  diag.setLogger(new DiagConsoleLogger(), DiagLogLevel.WARN);
  return new MeterProvider({
    resource: resourceFromAttributes(resource),
    readers: [
      readerOf(new StatsdMetricExporter({ endpoint: statsd, target: 'etsy' })),
      readerOf(new DogStatsdMetricExporter({ endpoint: dogstatsd })),
    ],
  });
}
