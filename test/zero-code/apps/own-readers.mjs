import { metrics } from '@opentelemetry/api';
import { NodeSDK } from '@opentelemetry/sdk-node';
import ownReader from './own-reader.cjs';
import record from './record.cjs';

// SDK 1.x reads the one name, the others the other
const sdk = new NodeSDK({ serviceName: 'code-shop', ...readers(ownReader()) });
sdk.start();
record(metrics);
await sdk.shutdown();

function readers(reader) {
  return process.env.SDK_MAJOR === '1' ? { metricReader: reader } : { metricReaders: [reader] };
}
