// What is compared: each subject turns one ResourceMetrics into bytes, the way it does for a real export.
import { ProtobufMetricsSerializer } from '@opentelemetry/otlp-transformer';
import { GraphiteMetricExporter } from '@otelwire/graphite';
import { DogStatsdMetricExporter, StatsdMetricExporter } from '@otelwire/statsd';
import { encodeNaively } from './naive.mjs';

/** Takes everything, and counts it. */
function createSink() {
  return {
    description: 'sink',
    maxBatchesInFlight: 16,
    bytes: 0,
    async send(batch) {
      this.bytes += batch.ends.at(-1);
      return { delivered: batch.ends.length };
    },
    async close() {},
  };
}

function exporter(make) {
  return () => {
    const sink = createSink();
    const one = make(sink);
    return async (metrics) => {
      sink.bytes = 0;
      const result = await new Promise((resolve) => one.export(metrics, resolve));
      if (result.code !== 0) throw result.error;
      return sink.bytes;
    };
  };
}

export const subjects = {
  collect: { title: "the SDK's own collect()", make: () => async () => 0 },
  otlp: {
    title: 'OTLP protobuf',
    make: () => async (metrics) => ProtobufMetricsSerializer.serializeRequest(metrics).length,
  },
  naive: {
    title: 'naive strings, as `summary`',
    make: () => async (metrics) => encodeNaively(metrics, 1432).reduce((sum, { length }) => sum + length, 0),
  },
  summary: {
    title: 'otelwire: tags, histograms as `summary`',
    make: exporter((transport) => new StatsdMetricExporter({ transport, dialect: 'dogstatsd' })),
  },
  distributions: {
    title: 'otelwire: tags, histograms as `distributions`',
    make: exporter((transport) => new DogStatsdMetricExporter({ transport, originDetection: false })),
  },
  plaintext: {
    title: 'otelwire: Graphite plaintext, tags',
    make: exporter((transport) => new GraphiteMetricExporter({ transport })),
  },
  pickle: {
    title: 'otelwire: Graphite pickle, tags',
    make: exporter((transport) => new GraphiteMetricExporter({ transport, protocol: 'pickle' })),
  },
};
