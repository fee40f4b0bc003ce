// Metrics of OpenTelemetry to StatHat's API: node examples/stathat.mjs
// Where to: OTEL_EXPORTER_STATHAT_ENDPOINT. The key: OTEL_EXPORTER_STATHAT_EZ_KEY.
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { StatHatMetricExporter } from '@otelwire/stathat';

// nothing goes into names unless it is asked for
const exporter = new StatHatMetricExporter({ prefix: 'bakery', attributes: { include: ['kind'] } });
const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 60_000 });
const provider = new MeterProvider({ readers: [reader] });
const meter = provider.getMeter('bakery');

const sold = meter.createCounter('loaves.sold');
const ovenTemperature = meter.createGauge('oven.temperature', { unit: 'Cel' });
const bakingTime = meter.createHistogram('baking.time', { unit: 's' });

sold.add(3, { kind: 'rye' });
sold.add(2, { kind: 'wheat' });
ovenTemperature.record(231.5);
for (const seconds of [2400, 2460, 2700]) bakingTime.record(seconds, { kind: 'rye' });

// exports what is left, and closes the connection
await provider.shutdown();
console.log(exporter.accounting);
