const { metrics } = require('@opentelemetry/api');
const { NodeSDK } = require('@opentelemetry/sdk-node');
const record = require('./record.cjs');

const sdk = new NodeSDK({ serviceName: 'code-shop' });
sdk.start();
record(metrics);
// many services end like this: what is not flushed by then is lost
sdk.shutdown().then(() => process.exit(0));
