import { metrics } from '@opentelemetry/api';
import * as sdkNode from '@opentelemetry/sdk-node';
import record from './record.cjs';

// sdk-node 0.223 spells it in its own way
const start = sdkNode.startNodeSdk ?? sdkNode.startNodeSDK;
const sdk = start();
record(metrics);
await sdk.shutdown();
