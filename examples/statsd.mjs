// Metrics of OpenTelemetry to a StatsD server: node examples/statsd.mjs
// Where to: OTEL_EXPORTER_STATSD_ENDPOINT, by default udp://127.0.0.1:8125.
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { StatsdMetricExporter } from '@otelwire/statsd';

const exporter = new StatsdMetricExporter({ prefix: 'bakery' });
const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 10_000 });
const provider = new MeterProvider({ readers: [reader] });
const meter = provider.getMeter('bakery');

const sold = meter.createCounter('loaves.sold');
const ovenTemperature = meter.createGauge('oven.temperature', { unit: 'Cel' });
const bakingTime = meter.createHistogram('baking.time', { unit: 's' });

sold.add(3, { kind: 'rye' });
sold.add(2, { kind: 'wheat' });
ovenTemperature.record(231.5);
for (const seconds of [2400, 2460, 2700]) bakingTime.record(seconds, { kind: 'rye' });

// exports what is left, and closes the socket
await provider.shutdown();
console.log(exporter.accounting);
