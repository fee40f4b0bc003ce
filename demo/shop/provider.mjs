import { DiagConsoleLogger, DiagLogLevel, diag } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { GraphiteMetricExporter } from '@otelwire/graphite';
import { DogStatsdMetricExporter, StatsdMetricExporter } from '@otelwire/statsd';

const exporters = {
  statsd: (endpoint) => new StatsdMetricExporter({ endpoint, target: 'etsy' }),
  dogstatsd: (endpoint) => new DogStatsdMetricExporter({ endpoint }),
  // an export that waits for a server is over before the next one begins
  graphite: (endpoint) => new GraphiteMetricExporter({ endpoint, timeoutMillis: 800 }),
};

function readerOf(exporter) {
  return new PeriodicExportingMetricReader({
    exporter,
    exportIntervalMillis: 1000,
    exportTimeoutMillis: 1000,
  });
}

/** The shop's OpenTelemetry SDK, with one reader for each backend; `endpoints` by their names. */
export function createProvider(endpoints, resource) {
  diag.setLogger(new DiagConsoleLogger(), DiagLogLevel.WARN);
  return new MeterProvider({
    resource: resourceFromAttributes(resource),
    readers: Object.entries(endpoints).map(([name, endpoint]) => readerOf(exporters[name](endpoint))),
  });
}
