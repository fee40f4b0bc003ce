import { metrics } from '@opentelemetry/api';
import * as resources from '@opentelemetry/resources';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import ownReader from './own-reader.cjs';
import record from './record.cjs';

const attributes = { 'service.name': 'code-shop' };
// SDK 1.x has the class, the others the function
const resource = resources.resourceFromAttributes?.(attributes) ?? new resources.Resource(attributes);
const provider = new MeterProvider({ resource, readers: [ownReader()] });
metrics.setGlobalMeterProvider(provider);
record(metrics);
await provider.shutdown();
