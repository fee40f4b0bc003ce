// Whole exports to a receiver in another process. Each subject: the kind of its receiver, and how it exports to it.
import { createSocket } from 'node:dgram';
import { GraphiteMetricExporter } from '@otelwire/graphite';
import { DogStatsdMetricExporter, StatsdMetricExporter } from '@otelwire/statsd';
import { StrideMetricExporter } from '@otelwire/stride';
import { nameOf, recordsOf } from '../encode/naive.mjs';
import { peer } from '../peers.mjs';
import { exported } from '../sink.mjs';

const host = '127.0.0.1';

/** As an exporter of the SDK is used. */
const exporting = (make) => (address) => {
  const exporter = make(address);
  return async (metrics) => {
    await exported(exporter, metrics);
    await exporter.forceFlush();
  };
};

function otlp({ port }) {
  const { OTLPMetricExporter } = peer('@opentelemetry/exporter-metrics-otlp-proto');
  return new OTLPMetricExporter({ url: `http://${host}:${port}/v1/metrics`, timeoutMillis: 60_000 });
}

/** What one writes who has a client and wants an exporter: a call for each record. */
const callingHotShots =
  (protocol) =>
  ({ port }) => {
    const { StatsD } = peer('hot-shots');
    const client = new StatsD({
      host,
      port,
      protocol,
      maxBufferSize: protocol === 'tcp' ? 65_536 : 1432,
      includeDatadogTelemetry: false,
      globalTags: { env: 'production', service: 'checkout', version: '1.2.3' },
    });
    return ({ scopeMetrics }) => {
      for (const metric of scopeMetrics.flatMap(({ metrics }) => metrics)) {
        const name = nameOf(metric);
        for (const point of metric.dataPoints) {
          for (const [record, value, type] of recordsOf(name, metric, point)) {
            if (type === 'c') client.increment(record, value, point.attributes);
            else client.gauge(record, value, point.attributes);
          }
        }
      }
      return new Promise((resolve) => client.flush(resolve));
    };
  };

const summary = (endpoint, options) =>
  exporting(
    (address) => new StatsdMetricExporter({ endpoint: endpoint(address), dialect: 'dogstatsd', ...options }),
  );
const dogstatsd = (endpoint, options) =>
  exporting(
    (address) =>
      new DogStatsdMetricExporter({ endpoint: endpoint(address), originDetection: false, ...options }),
  );
const graphite = (scheme, options) =>
  exporting(
    ({ port }) => new GraphiteMetricExporter({ endpoint: `${scheme}://${host}:${port}`, ...options }),
  );

/** What datagrams cost at the least: `send()` of a connected socket, one after another, whether anybody can read so fast or not. */
function bareSends({ port }) {
  const socket = createSocket('udp4');
  const connected = new Promise((resolve) => socket.connect(port, host, resolve));
  return {
    description: 'bare sends',
    maxBatchesInFlight: 1,
    async send({ buffer, ends }) {
      await connected;
      for (let i = 0; i < ends.length; i += 1)
        socket.send(buffer, ends[i - 1] ?? 0, ends[i] - (ends[i - 1] ?? 0));
      return { delivered: ends.length };
    },
    async close() {
      socket.close();
    },
  };
}

const udp = ({ port }) => `udp://${host}:${port}`;
const tcp = ({ port }) => `tcp://${host}:${port}`;
const unix = ({ path }) => `unix://${path}`;
const small = { maxPayloadBytes: 1432 };
const bare = (Exporter, options) =>
  exporting((address) => new Exporter({ transport: bareSends(address), ...options, ...small }));

export const subjects = {
  otlp: { title: 'OTLP protobuf over HTTP', kind: 'http', make: exporting(otlp) },
  hotShots: { title: 'hot-shots, a call a record, UDP 1432', kind: 'udp', make: callingHotShots('udp') },
  hotShotsTcp: { title: 'hot-shots, a call a record, TCP', kind: 'tcp', make: callingHotShots('tcp') },
  summary: { title: 'otelwire: the same records, UDP 1432', kind: 'udp', make: summary(udp, small) },
  summaryTcp: { title: 'otelwire: the same records, TCP', kind: 'tcp', make: summary(tcp) },
  summaryBare: {
    title: 'the datagrams of these records by bare sends: most are lost',
    kind: 'udp',
    make: bare(StatsdMetricExporter, { dialect: 'dogstatsd' }),
  },
  dogstatsd: { title: 'otelwire: DogStatsD, UDP 1432', kind: 'udp', make: dogstatsd(udp, small) },
  dogstatsdBare: {
    title: 'the datagrams of DogStatsD, UDP 1432, by bare sends: most are lost',
    kind: 'udp',
    make: bare(DogStatsdMetricExporter, { originDetection: false }),
  },
  dogstatsdLocal: { title: 'otelwire: DogStatsD, UDP 8192', kind: 'udp', make: dogstatsd(udp) },
  dogstatsdTcp: { title: 'otelwire: DogStatsD, TCP', kind: 'tcp', make: dogstatsd(tcp) },
  compactTcp: {
    title: 'otelwire: the same records without percentiles, TCP',
    kind: 'tcp',
    make: summary(tcp, { percentiles: [] }),
  },
  compactUnix: {
    title: 'otelwire: the same records without percentiles, unix stream',
    kind: 'unix',
    make: summary(unix, { percentiles: [] }),
  },
  dogstatsdUnix: { title: 'otelwire: DogStatsD, unix stream', kind: 'unix', make: dogstatsd(unix) },
  plaintext: { title: 'otelwire: Graphite plaintext, TCP', kind: 'tcp', make: graphite('tcp') },
  pickle: {
    title: 'otelwire: Graphite pickle, TCP',
    kind: 'tcp',
    make: graphite('tcp', { protocol: 'pickle' }),
  },
  graphiteHttp: { title: 'otelwire: Graphite JSON over HTTP', kind: 'http', make: graphite('http') },
  stride: {
    title: 'otelwire: Stride over HTTP',
    kind: 'http',
    make: exporting(
      ({ port }) => new StrideMetricExporter({ endpoint: `http://${host}:${port}`, stream: 'bench' }),
    ),
  },
};
