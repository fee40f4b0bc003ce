// Whole exports of one subject: node bench/export/one.mjs '{"subject":"dogstatsd","series":10000}'. The processor time is that of
// all threads of this process; the receiver has another one.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { createMetrics } from '../data/metrics.mjs';
import { median } from '../measure.mjs';
import { startReceiver } from '../receiver-process.mjs';
import { subjects } from './subjects.mjs';

const { subject, quick, ...shape } = JSON.parse(process.argv[2]);
const warmUp = quick ? 3 : 6;
const iterations = quick ? 5 : 15;
const { kind, make } = subjects[subject];
const receiver = await startReceiver(kind);
const exportAll = make(receiver);
const data = createMetrics(shape);

async function cost(work) {
  const before = process.cpuUsage();
  const start = performance.now();
  const result = await work();
  const millis = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  return { result, millis, userMillis: user / 1000, systemMillis: system / 1000 };
}

/** How long other work had to wait at the most while an export ran; looking at it costs a wake-up each millisecond. */
async function longestDelayMillis(metrics) {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  await delay(5);
  delays.reset();
  await exportAll(metrics);
  await delay(5);
  delays.disable();
  return delays.max / 1e6;
}

/** For up to 50 ms after a collection other threads of V8 clear away what it has left: 4 ms of processor time, and not the export's. */
const restMillis = 100;

async function collect() {
  data.touch();
  const collected = await cost(() => data.reader.collect());
  await delay(restMillis);
  return collected;
}

const collects = [];
const exports = [];
const longest = [];
data.touch(3);
for (let i = 0; i < warmUp + iterations; i += 1) {
  const collected = await collect();
  const spent = await cost(() => exportAll(collected.result.resourceMetrics));
  if (i < warmUp) continue;
  collects.push(collected.userMillis + collected.systemMillis);
  exports.push(spent);
}
for (let i = 0; i < 3; i += 1)
  longest.push(await longestDelayMillis((await collect()).result.resourceMetrics));
const last = await collect();
await receiver.counts();
await exportAll(last.result.resourceMetrics);
const { bytes, packets, requests } = await receiver.counts();
const of = (key) => median(exports.map((spent) => spent[key]));
const cpuMillis = median(exports.map(({ userMillis, systemMillis }) => userMillis + systemMillis));
console.log(
  JSON.stringify({
    cpuMillis,
    userMillis: of('userMillis'),
    millis: of('millis'),
    ofCollect: cpuMillis / median(collects),
    longestDelayMillis: median(longest),
    bytes,
    packets,
    requests,
  }),
);
receiver.stop();
process.exit();
