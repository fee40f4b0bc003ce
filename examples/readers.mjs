// An SDK set up in code, and its exporters by the environment: OTEL_METRICS_EXPORTER=statsd,graphite node examples/readers.mjs
// Where to: OTEL_EXPORTER_STATSD_ENDPOINT, OTEL_EXPORTER_GRAPHITE_ENDPOINT.
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { metricReadersFromEnv } from '@otelwire/register/readers';

const provider = new MeterProvider({ readers: metricReadersFromEnv() });
const sold = provider.getMeter('bakery').createCounter('bakery.loaves.sold');

sold.add(3, { kind: 'rye' });
sold.add(2, { kind: 'wheat' });

// exports what is left, and closes the connections
await provider.shutdown();
