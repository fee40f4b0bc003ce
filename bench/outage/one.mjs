// Exports of one subject in an outage: node --expose-gc bench/outage/one.mjs '{"subject":"dogstatsdTcp","ill":"stalled"}'
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createMetrics } from '../data/metrics.mjs';
import { median } from '../measure.mjs';
import { startReceiver } from '../receiver-process.mjs';
import { subjects } from './subjects.mjs';

const { subject, ill, quick, ...shape } = JSON.parse(process.argv[2]);
const exports = quick ? 4 : 12;
const warmUp = quick ? 2 : 4;
/** A short interval of export, so that a run ends some day. */
const intervalMillis = 500;

/** A port on which nobody listens: somebody has just stopped to. */
async function closedPort(kind) {
  const server =
    kind === 'udp' ? createSocket('udp4').bind(0, '127.0.0.1') : createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return { port, stop() {} };
}

function receiverOf({ healthy }) {
  return ill === 'closed' ? closedPort(healthy) : startReceiver(ill === 'none' ? healthy : ill);
}

function keptBytes() {
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

// exporters do not keep a process alive, and this is an application that lives on
setInterval(() => {}, 1_000);
const receiver = await receiverOf(subjects[subject]);
const exportAll = subjects[subject].make(receiver.port);
const data = createMetrics(shape);
const costs = [];
const times = [];
let before = 0;
data.touch(3);
for (let i = 0; i < warmUp + exports; i += 1) {
  data.touch();
  const { resourceMetrics } = await data.reader.collect();
  if (i === warmUp) before = keptBytes();
  const start = performance.now();
  const usage = process.cpuUsage();
  await exportAll(resourceMetrics);
  const millis = performance.now() - start;
  await delay(intervalMillis - millis);
  const { user, system } = process.cpuUsage(usage);
  if (i < warmUp) continue;
  costs.push((user + system) / 1000);
  times.push(millis);
}
await delay(50);
const kept = keptBytes() - before;
console.log(
  JSON.stringify({ cpuMillis: median(costs), millis: median(times), keptMegabytes: kept / 1e6 / exports }),
);
receiver.stop();
process.exit();
