// Metrics without OpenTelemetry: node examples/client.mjs
// Where to: OTELWIRE_STATSD_ENDPOINT for StatsD, and DD_DOGSTATSD_URL or DD_AGENT_HOST for DogStatsD.
import { setTimeout as sleep } from 'node:timers/promises';
import { DogStatsdClient, StatsdClient } from '@otelwire/statsd/client';

const statsd = new StatsdClient({ prefix: 'bakery' });
statsd.increment('loaves.sold', 3);
statsd.gauge('oven.temperature', 231.5);
statsd.gauge('flour.difference', -2.5);
await statsd.timeit('kneading', () => sleep(5));

const dogstatsd = new DogStatsdClient({ prefix: 'bakery', globalTags: { team: 'dough' } });
const oven = dogstatsd.child({ prefix: 'oven', tags: { oven: 'north' } });
oven.distribution('baking.time', 2400, { tags: { kind: 'rye' } });
oven.increment('opened');
dogstatsd.event({ title: 'New recipe', text: 'More rye.', alertType: 'info' });
dogstatsd.serviceCheck({ name: 'bakery.oven', status: 'ok' });

// sends what is left, and closes the sockets
await Promise.all([statsd.close(), dogstatsd.close()]);
console.log(statsd.accounting, dogstatsd.accounting);
