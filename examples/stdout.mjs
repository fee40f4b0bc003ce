// What would go over the wire, on the standard output: node examples/stdout.mjs [plain|dogstatsd|influxdb|librato|signalfx|graphite]
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { StatsdMetricExporter } from '@otelwire/statsd';

const dialect = process.argv[2] ?? 'plain';
const exporter = new StatsdMetricExporter({ endpoint: 'stdout:', dialect });
const provider = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter })] });
const meter = provider.getMeter('bakery');

meter.createCounter('loaves.sold').add(3, { kind: 'rye', 'sold.to': 'a friend' });
meter.createUpDownCounter('flour.difference').add(-2.5);
meter.createHistogram('baking.time', { unit: 's' }).record(2400);

await provider.shutdown();
