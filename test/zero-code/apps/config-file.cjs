const { metrics } = require('@opentelemetry/api');
const sdkNode = require('@opentelemetry/sdk-node');
const record = require('./record.cjs');

// sdk-node 0.223 spells it in its own way
const start = sdkNode.startNodeSdk ?? sdkNode.startNodeSDK;
const sdk = start();
record(metrics);
sdk.shutdown().then(() => process.exit(0));
