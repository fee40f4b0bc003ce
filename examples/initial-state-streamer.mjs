// Events to buckets of Initial State without OpenTelemetry: node examples/initial-state-streamer.mjs
// Where to: OTELWIRE_INITIALSTATE_ENDPOINT. The key: OTELWIRE_INITIALSTATE_ACCESS_KEY.
import { InitialStateStreamer } from '@otelwire/initial-state/client';

const streamer = new InitialStateStreamer({ bucketKey: 'bakery', bucketName: 'Bakery' });

streamer.log('oven.temperature', 231.5);
streamer.log('door.open', true);
streamer.log('recipe', 'more rye');

// what was measured a minute ago
streamer.log('oven.temperature', 228, new Date(Date.now() - 60_000));

// several of one moment
streamer.logObject({ rye: 3, wheat: 2 }, { keyPrefix: 'loaves' }); // loaves_rye, loaves_wheat

// sends what is left, and closes the connection
await streamer.close();
console.log(streamer.accounting);
