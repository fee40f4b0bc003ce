// Metrics of OpenTelemetry to a bucket of Initial State: node examples/initial-state.mjs
// Where to: OTEL_EXPORTER_INITIALSTATE_ENDPOINT. The key: OTEL_EXPORTER_INITIALSTATE_ACCESS_KEY.
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { InitialStateMetricExporter } from '@otelwire/initial-state';

// nothing goes into keys unless it is asked for
const exporter = new InitialStateMetricExporter({
  bucketKey: 'bakery',
  bucketName: 'Bakery',
  attributes: { include: ['kind'] },
});
const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 60_000 });
const provider = new MeterProvider({ readers: [reader] });
const meter = provider.getMeter('bakery');

const sold = meter.createCounter('loaves.sold');
const ovenTemperature = meter.createGauge('oven.temperature', { unit: 'Cel' });

sold.add(3, { kind: 'rye' });
sold.add(2, { kind: 'wheat' });
ovenTemperature.record(231.5);

// exports what is left, and closes the connection
await provider.shutdown();
console.log(exporter.accounting);
