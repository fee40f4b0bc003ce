// What the rounds know of each backend: an exporter for the child, a receiver for the parent.
import { createGraphiteReceiver, createStatsdReceiver } from '@otelwire/sandbox';

const freePort = { host: '127.0.0.1', port: 0 };

/** By name: how the child makes its exporter, and how the parent receives; `record` is told a name and a value. */
export const kinds = {
  statsd: {
    async createExporter(options) {
      const { StatsdMetricExporter } = await import('@otelwire/statsd');
      return new StatsdMetricExporter(options);
    },
    async receive(record, tcp = freePort) {
      const receiver = await createStatsdReceiver({ dialect: 'plain', tcp });
      receiver.on('record', ({ record: { name, values } }) => {
        for (const value of values) record(name, value);
      });
      return { endpoint: receiver.endpoints.tcp, close: () => receiver.close() };
    },
  },
  graphite: {
    async createExporter(options) {
      const { GraphiteMetricExporter } = await import('@otelwire/graphite');
      return new GraphiteMetricExporter(options);
    },
    async receive(record, tcp = freePort) {
      const receiver = await createGraphiteReceiver({ tcp });
      receiver.on('record', ({ name, value }) => record(name, value));
      return { endpoint: receiver.endpoints.tcp, close: () => receiver.close() };
    },
  },
};
