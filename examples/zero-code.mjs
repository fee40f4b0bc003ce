// A service that names no backend: OTEL_METRICS_EXPORTER=statsd node --import @otelwire/register examples/zero-code.mjs
// (from another folder: `--import` looks for packages where it is run). Where to: OTEL_EXPORTER_STATSD_ENDPOINT.
import { metrics } from '@opentelemetry/api';

const meter = metrics.getMeter('bakery');
const sold = meter.createCounter('bakery.loaves.sold');
const ovenTemperature = meter.createGauge('bakery.oven.temperature', { unit: 'Cel' });

sold.add(3, { kind: 'rye' });
sold.add(2, { kind: 'wheat' });
ovenTemperature.record(231.5);
// the hook exports what is left when the process ends
