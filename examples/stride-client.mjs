// Events to Stride's API without OpenTelemetry, and back: node examples/stride-client.mjs
// Where to: OTELWIRE_STRIDE_ENDPOINT. The key: OTELWIRE_STRIDE_API_KEY.
import { StrideClient, StrideCollector } from '@otelwire/stride/client';

const stride = new StrideClient();
const collector = new StrideCollector();
collector.start();

// events of a stream, in the background
collector.collect('loaves', { kind: 'rye', count: 3 });
collector.collect('loaves', StrideCollector.setTimestamp({ kind: 'wheat', count: 2 }));

// sends what is left, and closes the connection
await collector.stop();
console.log(collector.accounting);

// one call, and its answer
const { statusCode, data } = await stride.get('/collect');
console.log(statusCode, data);
await stride.close();
