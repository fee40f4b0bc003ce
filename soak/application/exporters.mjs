import { GraphiteMetricExporter } from '@otelwire/graphite';
import { InitialStateMetricExporter } from '@otelwire/initial-state';
import { StatHatMetricExporter } from '@otelwire/stathat';
import { DogStatsdMetricExporter, StatsdMetricExporter } from '@otelwire/statsd';
import { StrideMetricExporter } from '@otelwire/stride';

/** Below that of the reader, so that it is the exporter that gives up. */
const timeoutMillis = 900;
/** Half of it goes out once more after each broken connection: with the default the receivers would be busy with that alone. */
const graphiteBacklogBytes = 4 * 1024 * 1024;
const all = { include: ['*'] };

const makers = {
  statsd: (endpoint) => new StatsdMetricExporter({ endpoint, timeoutMillis, target: 'etsy' }),
  dogstatsd: (endpoint) => new DogStatsdMetricExporter({ endpoint, timeoutMillis }),
  graphite: (endpoint, form) =>
    new GraphiteMetricExporter({
      endpoint,
      timeoutMillis,
      maxBacklogBytes: graphiteBacklogBytes,
      protocol: form === 'pickle' ? 'pickle' : 'plaintext',
    }),
  stathat: (endpoint) =>
    new StatHatMetricExporter({ endpoint, timeoutMillis, ezKey: 'soak', attributes: all }),
  stride: (endpoint) => new StrideMetricExporter({ endpoint, timeoutMillis, apiKey: 'soak' }),
  initialstate: (endpoint) =>
    new InitialStateMetricExporter({
      endpoint,
      timeoutMillis,
      accessKey: 'soak',
      attributes: all,
      maxEventsPerRequest: 300,
    }),
};

/** The exporter for a backend of the soak: `graphite-pickle` is one over another way. */
export function createExporter(name, endpoint) {
  const [backend, form] = name.split('-');
  return makers[backend](endpoint, form);
}

/** Whether many series go there: those over HTTP have limits of names and requests. */
export const takesMany = (name) => name.includes('-');
