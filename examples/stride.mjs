// Metrics of OpenTelemetry as JSON events, to Stride's API or any server that takes them: node examples/stride.mjs
// Where to: OTEL_EXPORTER_STRIDE_ENDPOINT. The key: OTEL_EXPORTER_STRIDE_API_KEY.
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { StrideMetricExporter } from '@otelwire/stride';

const exporter = new StrideMetricExporter();
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

// exports what is left, and closes the connection
await provider.shutdown();
console.log(exporter.accounting);
