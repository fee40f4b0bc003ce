// Counts in the process that measures: a transport that takes everything at once.
export function createSink() {
  return {
    description: 'sink',
    maxBatchesInFlight: 16,
    bytes: 0,
    payloads: 0,
    async send({ ends }) {
      this.bytes += ends.at(-1);
      this.payloads += ends.length;
      return { delivered: ends.length };
    },
    async close() {},
  };
}

/** Resolves when an exporter has exported `metrics`; rejects when it says that it has not. */
export function exported(exporter, metrics) {
  return new Promise((resolve, reject) => {
    exporter.export(metrics, ({ code, error }) => (code === 0 ? resolve() : reject(error)));
  });
}
