const { metrics } = require('@opentelemetry/api');
const resources = require('@opentelemetry/resources');
const { MeterProvider } = require('@opentelemetry/sdk-metrics');
const ownReader = require('./own-reader.cjs');
const record = require('./record.cjs');

const attributes = { 'service.name': 'code-shop' };
// SDK 1.x has the class, the others the function
const resource = resources.resourceFromAttributes?.(attributes) ?? new resources.Resource(attributes);
const provider = new MeterProvider({ resource, readers: [ownReader()] });
metrics.setGlobalMeterProvider(provider);
record(metrics);
provider.shutdown().then(() => process.exit(0));
