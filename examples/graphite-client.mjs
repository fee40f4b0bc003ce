// Points to Graphite without OpenTelemetry: node examples/graphite-client.mjs
// Where to: OTELWIRE_GRAPHITE_ENDPOINT, by default tcp://127.0.0.1:2003.
import { GraphiteClient } from '@otelwire/graphite/client';

const graphite = new GraphiteClient({ prefix: 'bakery', globalTags: { team: 'dough' } });

graphite.send('oven.temperature', 231.5); // now
graphite.send('loaves.sold', 3, { tags: { kind: 'rye' } });

// what was measured earlier
const anHourAgo = Date.now() / 1000 - 3600;
graphite.send('oven.temperature', 228, { timestamp: anHourAgo });

// several points of one moment
const north = graphite.child({ prefix: 'north', tags: { oven: 'north' } });
north.sendAll([
  { path: 'loaves', value: 12 },
  { path: 'humidity', value: 0.4 },
]);

// sends what is left, and closes the connection
await graphite.close();
console.log(graphite.accounting);
