// What is compared: each subject turns one ResourceMetrics into bytes, the way it does for a real export, and tells how many.
import { JsonMetricsSerializer, ProtobufMetricsSerializer } from '@opentelemetry/otlp-transformer';
import { systemClock } from '@otelwire/core';
import { GraphiteMetricExporter } from '@otelwire/graphite';
import { InitialStateMetricExporter } from '@otelwire/initial-state';
import { StatHatMetricExporter } from '@otelwire/stathat';
import { DogStatsdMetricExporter, StatsdMetricExporter } from '@otelwire/statsd';
import { StrideMetricExporter } from '@otelwire/stride';
import { peer } from '../peers.mjs';
import { createSink, exported } from '../sink.mjs';
import { encodeNaively } from './naive.mjs';

/** Above all that is measured, where a service would charge for it. */
const NO_LIMIT = 1_000_000_000;
const endpoint = 'http://127.0.0.1:1';
/** By default a stat or key has none, and points are merged. */
const attributes = { include: ['*'] };

/** By it no turn of the event loop is ever over. */
const standingClock = { ...systemClock, monotonicMillis: () => 0 };

/** An exporter of ours, whose records go into a sink. */
function ours(make) {
  return () => {
    const sink = createSink();
    const exporter = make(sink);
    return async (metrics) => {
      sink.bytes = 0;
      await exported(exporter, metrics);
      const { dropped, held } = exporter.accounting;
      if (held > 0 || Object.keys(dropped).length > 0)
        throw new Error(`left out: ${JSON.stringify(dropped)}`);
      return sink.bytes;
    };
  };
}

function serializer(one) {
  return () => async (metrics) => one.serializeRequest(metrics).length;
}

function makePrometheus() {
  const { PrometheusSerializer } = peer('@opentelemetry/exporter-prometheus');
  const one = new PrometheusSerializer();
  return async (metrics) => Buffer.byteLength(one.serialize(metrics));
}

export const subjects = {
  collect: { title: "the SDK's own collect()", make: () => async () => 0 },
  otlp: { title: 'OTLP protobuf', make: serializer(ProtobufMetricsSerializer) },
  otlpJson: { title: 'OTLP JSON', make: serializer(JsonMetricsSerializer) },
  prometheus: { title: 'Prometheus text, without exponential histograms', make: makePrometheus },
  naive: {
    title: 'naive strings, the records of `statsdSummary`',
    make: () => async (metrics) => encodeNaively(metrics, 1432).reduce((sum, { length }) => sum + length, 0),
  },
  statsd: {
    title: 'otelwire: StatsD without tags',
    make: ours((transport) => new StatsdMetricExporter({ transport })),
  },
  statsdSummary: {
    title: 'otelwire: StatsD, tags of DogStatsD, histograms as eight records',
    make: ours((transport) => new StatsdMetricExporter({ transport, dialect: 'dogstatsd' })),
  },
  dogstatsd: {
    title: 'otelwire: DogStatsD, histograms as distributions',
    make: ours((transport) => new DogStatsdMetricExporter({ transport, originDetection: false })),
  },
  dogstatsdOneTurn: {
    title: 'otelwire: DogStatsD, without giving way',
    make: ours(
      (transport) => new DogStatsdMetricExporter({ transport, originDetection: false, clock: standingClock }),
    ),
  },
  statsdCompact: {
    title: 'otelwire: the same without percentiles',
    make: ours((transport) => new StatsdMetricExporter({ transport, dialect: 'dogstatsd', percentiles: [] })),
  },
  plaintextCompact: {
    title: 'otelwire: Graphite plaintext without percentiles',
    make: ours((transport) => new GraphiteMetricExporter({ transport, percentiles: [] })),
  },
  pickleCompact: {
    title: 'otelwire: Graphite pickle without percentiles',
    make: ours((transport) => new GraphiteMetricExporter({ transport, protocol: 'pickle', percentiles: [] })),
  },
  plaintext: {
    title: 'otelwire: Graphite plaintext, tags',
    make: ours((transport) => new GraphiteMetricExporter({ transport })),
  },
  pickle: {
    title: 'otelwire: Graphite pickle, tags',
    make: ours((transport) => new GraphiteMetricExporter({ transport, protocol: 'pickle' })),
  },
  stathat: {
    title: 'otelwire: StatHat',
    make: ours(
      (transport) =>
        new StatHatMetricExporter({ transport, attributes, ezKey: 'key', maxNewNames: NO_LIMIT }),
    ),
  },
  stride: {
    title: 'otelwire: Stride',
    make: ours((transport) => new StrideMetricExporter({ transport, endpoint, stream: 'bench' })),
  },
  initialState: {
    title: 'otelwire: Initial State',
    make: ours(
      (transport) =>
        new InitialStateMetricExporter({
          transport,
          attributes,
          accessKey: 'key',
          maxEventsPerExport: NO_LIMIT,
        }),
    ),
  },
};
