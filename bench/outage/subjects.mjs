// Exports to a backend that is not there, or takes nothing: each subject with how its receiver behaves. `closed`: a port on which nobody listens.
import { GraphiteMetricExporter } from '@otelwire/graphite';
import { DogStatsdMetricExporter } from '@otelwire/statsd';
import { StrideMetricExporter } from '@otelwire/stride';
import { nameOf, recordsOf } from '../encode/naive.mjs';
import { peer } from '../peers.mjs';

const host = '127.0.0.1';
const timeoutMillis = 1_000;

/** Resolves with what became of an export: it may well fail. */
const exporting = (make) => (port) => {
  const exporter = make(port);
  return (metrics) => new Promise((resolve) => exporter.export(metrics, resolve));
};

const otlp = exporting((port) => {
  const { OTLPMetricExporter } = peer('@opentelemetry/exporter-metrics-otlp-proto');
  return new OTLPMetricExporter({ url: `http://${host}:${port}/v1/metrics`, timeoutMillis });
});

const hotShots = (protocol) => (port) => {
  const { StatsD } = peer('hot-shots');
  const client = new StatsD({
    host,
    port,
    protocol,
    maxBufferSize: 8192,
    errorHandler() {},
    includeDatadogTelemetry: false,
  });
  return async ({ scopeMetrics }) => {
    for (const metric of scopeMetrics.flatMap(({ metrics }) => metrics)) {
      const name = nameOf(metric);
      for (const point of metric.dataPoints) {
        for (const [record, value] of recordsOf(name, metric, point))
          client.gauge(record, value, point.attributes);
      }
    }
    client.flush();
  };
};

const statsd = (scheme) =>
  exporting(
    (port) =>
      new DogStatsdMetricExporter({
        endpoint: `${scheme}://${host}:${port}`,
        timeoutMillis,
        originDetection: false,
      }),
  );
const graphite = exporting(
  (port) => new GraphiteMetricExporter({ endpoint: `tcp://${host}:${port}`, timeoutMillis }),
);
const stride = exporting(
  (port) => new StrideMetricExporter({ endpoint: `http://${host}:${port}`, stream: 'bench', timeoutMillis }),
);

export const subjects = {
  otlp: { title: 'OTLP protobuf', healthy: 'http', ills: ['closed', 'stalled', 'unavailable'], make: otlp },
  hotShots: { title: 'hot-shots, UDP', healthy: 'udp', ills: ['closed'], make: hotShots('udp') },
  hotShotsTcp: {
    title: 'hot-shots, TCP',
    healthy: 'tcp',
    ills: ['closed', 'stalled'],
    make: hotShots('tcp'),
  },
  dogstatsd: { title: 'otelwire: DogStatsD, UDP', healthy: 'udp', ills: ['closed'], make: statsd('udp') },
  dogstatsdTcp: {
    title: 'otelwire: DogStatsD, TCP',
    healthy: 'tcp',
    ills: ['closed', 'stalled'],
    make: statsd('tcp'),
  },
  graphite: { title: 'otelwire: Graphite, TCP', healthy: 'tcp', ills: ['closed', 'stalled'], make: graphite },
  stride: {
    title: 'otelwire: Stride',
    healthy: 'http',
    ills: ['closed', 'stalled', 'unavailable'],
    make: stride,
  },
};
