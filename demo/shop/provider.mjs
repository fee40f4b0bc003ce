import { DiagConsoleLogger, DiagLogLevel, diag } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { GraphiteMetricExporter } from '@otelwire/graphite';
import { InitialStateMetricExporter } from '@otelwire/initial-state';
import { StatHatMetricExporter } from '@otelwire/stathat';
import { DogStatsdMetricExporter, StatsdMetricExporter } from '@otelwire/statsd';
import { StrideMetricExporter } from '@otelwire/stride';

const exporters = {
  statsd: (endpoint) => new StatsdMetricExporter({ endpoint, target: 'etsy' }),
  dogstatsd: (endpoint) => new DogStatsdMetricExporter({ endpoint }),
  // an export that waits for a server is over before the next one begins
  graphite: (endpoint) => new GraphiteMetricExporter({ endpoint, timeoutMillis: 800 }),
  // each combination of attributes is a stat of its own: a hundred names, of the 200 that are allowed. A deadline as short as
  // graphite's would drop counts: nobody knows of a request that it cuts off whether it arrived
  stathat: (endpoint) =>
    new StatHatMetricExporter({ endpoint, ezKey: 'demo', attributes: { include: ['*'] } }),
  stride: (endpoint) => new StrideMetricExporter({ endpoint, apiKey: 'demo' }),
  initialstate: (endpoint) =>
    new InitialStateMetricExporter({
      endpoint,
      accessKey: 'demo',
      // keys have 100 characters: route and status tell series apart without the method
      attributes: { include: ['*'], exclude: ['http.request.method'] },
      // a hundred events each second, at three requests a second: the ten events a request that are advised would be too few
      maxEventsPerRequest: 300,
    }),
};

/** More than a second: no two exports have one second, of which Graphite and StatHat keep one point. */
export const exportIntervalMillis = 1100;

function readerOf(exporter) {
  return new PeriodicExportingMetricReader({
    exporter,
    exportIntervalMillis,
    exportTimeoutMillis: exportIntervalMillis,
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
