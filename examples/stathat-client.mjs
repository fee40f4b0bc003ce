// Numbers to StatHat's API without OpenTelemetry: node examples/stathat-client.mjs
// Where to: OTELWIRE_STATHAT_ENDPOINT. The key: OTELWIRE_STATHAT_EZ_KEY.
import { StatHatEzClient } from '@otelwire/stathat/client';

const stats = new StatHatEzClient();

stats.tick('bakery loaves.sold'); // one more
stats.count('bakery loaves.sold', 3);
stats.value('bakery oven.temperature', 231.5);

// what was measured a minute ago
stats.value('bakery oven.temperature', 228, { timestamp: new Date(Date.now() - 60_000) });

// one that is waited for: it rejects with a StatHatError
await stats.sendNow.count('bakery recipes', 1);

// sends what is left, and closes the connection
await stats.close();
console.log(stats.accounting);
