// A web server that measures its requests, until SIGTERM or Ctrl-C: node examples/http-server.mjs
import { createServer } from 'node:http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { DogStatsdMetricExporter } from '@otelwire/statsd';

const provider = new MeterProvider({
  resource: resourceFromAttributes({ 'service.name': 'bakery', 'deployment.environment.name': 'prod' }),
  readers: [
    new PeriodicExportingMetricReader({
      exporter: new DogStatsdMetricExporter(),
      exportIntervalMillis: 10_000,
    }),
  ],
});
const meter = provider.getMeter('bakery');
const duration = meter.createHistogram('http.server.request.duration', { unit: 's' });
const active = meter.createUpDownCounter('http.server.active_requests');

const server = createServer((request, response) => {
  const start = performance.now();
  active.add(1);
  response.once('close', () => {
    active.add(-1);
    duration.record((performance.now() - start) / 1000, {
      'http.request.method': request.method,
      'http.response.status_code': response.statusCode,
    });
  });
  response.end('bread\n');
});
server.listen(Number(process.env.PORT ?? 0), () => console.log(`http://localhost:${server.address().port}`));

for (const signal of ['SIGTERM', 'SIGINT']) {
  process.once(signal, () => {
    server.close(() => provider.shutdown());
    server.closeIdleConnections();
  });
}
