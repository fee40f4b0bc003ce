// What an application imports. `importing`: its whole text; `name` and `from`: what is bundled; `install`: the package.
import { fileURLToPath } from 'node:url';
import { peersFolder } from '../peers.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

const ours = (title, name, from, options = {}) => ({ title, name, from, folder: root, ...options });
const theirs = (title, name, from) => ({ title, name, from, folder: peersFolder, isPeer: true });

export const subjects = {
  base: { title: 'the SDK for metrics alone', folder: root },
  statsd: ours('`StatsdMetricExporter`', 'StatsdMetricExporter', '@otelwire/statsd', { isSocket: true }),
  dogstatsd: ours('`DogStatsdMetricExporter`', 'DogStatsdMetricExporter', '@otelwire/statsd', {
    isSocket: true,
  }),
  graphite: ours('`GraphiteMetricExporter`', 'GraphiteMetricExporter', '@otelwire/graphite', {
    isSocket: true,
  }),
  stathat: ours('`StatHatMetricExporter`', 'StatHatMetricExporter', '@otelwire/stathat'),
  stride: ours('`StrideMetricExporter`', 'StrideMetricExporter', '@otelwire/stride'),
  initialState: ours('`InitialStateMetricExporter`', 'InitialStateMetricExporter', '@otelwire/initial-state'),
  client: ours('`StatsdClient`', 'StatsdClient', '@otelwire/statsd/client', { isClient: true }),
  otlp: theirs('OTLP protobuf exporter', 'OTLPMetricExporter', '@opentelemetry/exporter-metrics-otlp-proto'),
  hotShots: { ...theirs('hot-shots', 'StatsD', 'hot-shots'), isClient: true },
};
