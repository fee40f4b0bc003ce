import { metrics } from '@opentelemetry/api';
import { NodeSDK } from '@opentelemetry/sdk-node';
import record from './record.cjs';

const sdk = new NodeSDK({ serviceName: 'code-shop' });
sdk.start();
record(metrics);
await sdk.shutdown();
