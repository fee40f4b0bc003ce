// A reader that an application brings along: it prints the sums of the application's counters, one line an export.
const { PeriodicExportingMetricReader } = require('@opentelemetry/sdk-metrics');

function counts({ resource, scopeMetrics }) {
  const metrics = scopeMetrics.filter(({ scope }) => scope.name === 'shop').flatMap(({ metrics }) => metrics);
  const points = metrics.flatMap(({ descriptor, dataPoints }) =>
    dataPoints.map(({ attributes, value }) => [
      [descriptor.name, ...Object.entries(attributes).map((pair) => pair.join('='))].join(' '),
      value,
    ]),
  );
  return { service: resource.attributes['service.name'], counts: Object.fromEntries(points) };
}

const exporter = {
  export(metrics, done) {
    console.log(`own reader ${JSON.stringify(counts(metrics))}`);
    done({ code: 0 });
  },
  forceFlush: async () => {},
  shutdown: async () => {},
};

module.exports = () => new PeriodicExportingMetricReader({ exporter });
