// StatsD lines over TLS, to a server whose certificate an authority of your own has signed:
// OTEL_EXPORTER_STATSD_ENDPOINT=tls://statsd.example:8125 CA_FILE=authority.pem node examples/tls.mjs
import { readFileSync } from 'node:fs';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { StatsdMetricExporter } from '@otelwire/statsd';

const exporter = new StatsdMetricExporter({
  tls: { ca: readFileSync(process.env.CA_FILE), servername: process.env.SERVER_NAME },
  connectTimeoutMillis: 3000,
});
const provider = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter })] });

provider.getMeter('bakery').createCounter('loaves.sold').add(3);

await provider.shutdown();
// over a stream, what is delivered was taken by the other side's kernel
console.log(exporter.accounting);
