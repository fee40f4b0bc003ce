// Metrics of OpenTelemetry to a Datadog Agent, from CommonJS: node examples/dogstatsd.cjs
// Where to: DD_DOGSTATSD_URL, or DD_AGENT_HOST and DD_DOGSTATSD_PORT. DD_ENV, DD_SERVICE, DD_VERSION and DD_TAGS become tags.
const { MeterProvider, PeriodicExportingMetricReader } = require('@opentelemetry/sdk-metrics');
const { DogStatsdMetricExporter } = require('@otelwire/statsd');

const exporter = new DogStatsdMetricExporter();
const provider = new MeterProvider({
  readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 10_000 })],
});
const meter = provider.getMeter('bakery');

const sold = meter.createCounter('bakery.loaves.sold');
const inOven = meter.createUpDownCounter('bakery.oven.loaves');
const bakingTime = meter.createHistogram('bakery.baking.time', { unit: 's' });

sold.add(3, { kind: 'rye' });
inOven.add(12);
inOven.add(-3);
for (const seconds of [2400, 2460, 2700]) bakingTime.record(seconds, { kind: 'rye' });

provider.shutdown().then(() => console.log(exporter.accounting));
