// Clients, each with the calls that are measured: increment, gauge and timing with four tags.
import { DogStatsdClient, StatsdClient } from '@otelwire/statsd/client';
import { peer } from '../peers.mjs';

const host = '127.0.0.1';
const requests = 'http.server.requests';
const level = 'http.server.level';
const duration = 'http.server.duration';

/** As hot-shots and statsd-client are called; a client of ours takes its tags among the options of a call. */
function named(client) {
  return {
    increment: (tags) => client.increment(requests, 1, tags),
    gauge: (tags, value) => client.gauge(level, value, tags),
    timing: (tags, value) => client.timing(duration, value, tags),
  };
}

const ours = (Client, options) => (port) => {
  const client = new Client({ endpoint: `udp://${host}:${port}`, maxPayloadBytes: 1432, ...options });
  return {
    increment: (tags) => client.increment(requests, 1, { tags }),
    gauge: (tags, value) => client.gauge(level, value, { tags }),
    timing: (tags, value) => client.timer(duration, value, { tags }),
    close: () => client.close(),
  };
};

const hotShots = (options) => (port) => {
  const { StatsD } = peer('hot-shots');
  const client = new StatsD({ host, port, maxBufferSize: 1432, includeDatadogTelemetry: false, ...options });
  return { ...named(client), close: () => new Promise((resolve) => client.close(resolve)) };
};

function statsdClient(port) {
  const client = new (peer('statsd-client'))({ host, port });
  return { ...named(client), close: () => client.close() };
}

/** dd-trace has its clients inside; what they have collected, the tracer flushes. Tags are a list there. */
const datadog = (make) => (port) => {
  const { DogStatsDClient, MetricsAggregationClient } = peer('dd-trace/packages/dd-trace/src/dogstatsd.js');
  const client = make(new DogStatsDClient({ host, port, tags: [] }), MetricsAggregationClient);
  const list = (tags) => Object.entries(tags).map(([key, value]) => `${key}:${value}`);
  return {
    increment: (tags) => client.increment(requests, 1, list(tags)),
    gauge: (tags, value) => client.gauge(level, value, list(tags)),
    timing: (tags, value) => client.distribution(duration, value, list(tags)),
    turn: () => client.flush(),
    close: () => client.flush(),
  };
};

const noCalls = () => ({ increment() {}, gauge() {}, timing() {}, close() {} });

export const subjects = {
  none: { title: 'no client: what the loop itself costs', make: noCalls },
  hotShots: { title: 'hot-shots, `maxBufferSize` 1432', make: hotShots() },
  hotShotsAggregated: {
    title: 'hot-shots, aggregated',
    make: hotShots({ aggregation: true }),
  },
  statsdClient: { title: 'statsd-client', make: statsdClient },
  datadog: { title: "dd-trace's dogstatsd", make: datadog((client) => client) },
  datadogAggregated: {
    title: "dd-trace's dogstatsd, aggregated",
    make: datadog((client, Aggregation) => new Aggregation(client)),
  },
  statsd: {
    title: 'otelwire: `StatsdClient`, tags of DogStatsD',
    make: ours(StatsdClient, { dialect: 'dogstatsd' }),
  },
  dogstatsd: {
    title: 'otelwire: `DogStatsdClient`',
    make: ours(DogStatsdClient, { originDetection: false }),
  },
  dogstatsdAggregated: {
    title: 'otelwire: `DogStatsdClient`, aggregated',
    make: ours(DogStatsdClient, { originDetection: false, aggregationIntervalMillis: 2000 }),
  },
};
