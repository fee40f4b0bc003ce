// One kind of call of one client: node bench/clients/one.mjs '{"subject":"statsd","call":"increment"}'
import { setTimeout as delay } from 'node:timers/promises';
import { median } from '../measure.mjs';
import { startReceiver } from '../receiver-process.mjs';
import { subjects } from './subjects.mjs';

const { subject, call, quick } = JSON.parse(process.argv[2]);
const bursts = quick ? 20 : 200;
const repeats = quick ? 3 : 7;
const TAG_SETS = 200;
const CALLS_A_BURST = 1_000;
/** In which every client has sent what it wants to send: at a pace that a receiver with usual buffers takes. */
const REST_MILLIS = 10;
const calls = bursts * CALLS_A_BURST;

/** A new object each time, as applications write it. */
const routes = Array.from({ length: TAG_SETS }, (_, i) => `/api/v1/orders/{id}/section${i}`);
const tagsOf = (i) => ({
  method: i & 1 ? 'GET' : 'POST',
  route: routes[i % TAG_SETS],
  status: 200,
  host: 'api-1.eu-west-1.example.internal',
});

const receiver = await startReceiver('udp');
const client = subjects[subject].make(receiver.port);
const record = client[call];

/** Calls by the thousand, as requests that come in; returns the milliseconds in which the calls ran. */
async function callMany() {
  let millis = 0;
  for (let i = 0; i < calls; i += CALLS_A_BURST) {
    const start = performance.now();
    for (let j = i; j < i + CALLS_A_BURST; j += 1) record(tagsOf(j), j * 0.37);
    millis += performance.now() - start;
    client.turn?.();
    await delay(REST_MILLIS);
  }
  return millis;
}

const nanos = [];
const cpuNanos = [];
await callMany();
await receiver.counts();
for (let i = 0; i < repeats; i += 1) {
  const before = process.cpuUsage();
  nanos.push(((await callMany()) * 1e6) / calls);
  const { user, system } = process.cpuUsage(before);
  cpuNanos.push(((user + system) * 1000) / calls);
}
await Promise.race([client.close(), new Promise((resolve) => setTimeout(resolve, 3_000))]);
const { packets, bytes } = await receiver.counts();
const count = calls * repeats;
console.log(
  JSON.stringify({
    nanos: median(nanos),
    cpuNanos: median(cpuNanos),
    packets: packets / count,
    bytes: bytes / count,
  }),
);
receiver.stop();
process.exit();
