// What the rounds know of each backend: an exporter for the child, a receiver for the parent. Each loads only its own.
const freePort = { host: '127.0.0.1', port: 0 };
const NO_LIMIT = 1_000_000;

/**
 * By name: how the child makes its exporter, and how the parent receives; `record` is told a name and a value. `answers`: what was sent is
 * known to have arrived or not, so that nothing may be lost though the backend goes while a process sends. `hasLevels`: every second
 * series is a gauge.
 */
export const kinds = {
  statsd: {
    async createExporter(options) {
      const { StatsdMetricExporter } = await import('@otelwire/statsd');
      return new StatsdMetricExporter(options);
    },
    async receive(record, tcp = freePort) {
      const { createStatsdReceiver } = await import('@otelwire/sandbox');
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
      const { createGraphiteReceiver } = await import('@otelwire/sandbox');
      const receiver = await createGraphiteReceiver({ tcp });
      receiver.on('record', ({ name, value }) => record(name, value));
      return { endpoint: receiver.endpoints.tcp, close: () => receiver.close() };
    },
  },
  stride: {
    answers: true,
    hasLevels: true,
    async createExporter(options) {
      const { StrideMetricExporter } = await import('@otelwire/stride');
      return new StrideMetricExporter({ apiKey: 'key', stream: 'rounds', ...options });
    },
    async receive(record, http = freePort) {
      const { createStrideReceiver } = await import('@otelwire/sandbox');
      const receiver = await createStrideReceiver({ http });
      receiver.on('record', ({ event: { name, value } }) => record(name, value));
      return { endpoint: receiver.endpoints.http, close: () => receiver.close() };
    },
  },
  'initial-state': {
    answers: true,
    hasLevels: true,
    async createExporter(options) {
      const { InitialStateMetricExporter } = await import('@otelwire/initial-state');
      return new InitialStateMetricExporter({
        accessKey: 'key',
        bucketKey: 'rounds',
        maxEventsPerRequest: 500,
        maxRequestsPerSecond: 1000,
        ...options,
      });
    },
    async receive(record, http = freePort) {
      const { createInitialStateReceiver } = await import('@otelwire/sandbox');
      const receiver = await createInitialStateReceiver({
        http,
        rateLimit: { calls: NO_LIMIT },
        maxEventsPerMonth: Number.POSITIVE_INFINITY,
      });
      // a bucket outlives its server
      receiver.totals.createBucket('rounds', 'rounds');
      receiver.on('record', ({ key, value }) => record(key, value));
      return { endpoint: receiver.endpoints.http, close: () => receiver.close() };
    },
  },
  stathat: {
    answers: true,
    hasLevels: true,
    async createExporter(options) {
      const { StatHatMetricExporter } = await import('@otelwire/stathat');
      return new StatHatMetricExporter({ ezKey: 'key', maxNewNames: NO_LIMIT, ...options });
    },
    async receive(record, http = freePort) {
      const { createStatHatReceiver } = await import('@otelwire/sandbox');
      const receiver = await createStatHatReceiver({ http });
      receiver.on('record', ({ stat, value }) => record(stat, value));
      return { endpoint: receiver.endpoints.http, close: () => receiver.close() };
    },
  },
};
