const { metrics } = require('@opentelemetry/api');
const { NodeSDK } = require('@opentelemetry/sdk-node');
const ownReader = require('./own-reader.cjs');
const record = require('./record.cjs');

// SDK 1.x reads the one name, the others the other
const sdk = new NodeSDK({ serviceName: 'code-shop', ...readers(ownReader()) });
sdk.start();
record(metrics);
sdk.shutdown().then(() => process.exit(0));

function readers(reader) {
  return process.env.SDK_MAJOR === '1' ? { metricReader: reader } : { metricReaders: [reader] };
}
