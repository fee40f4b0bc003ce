// One subject in one process: node bench/encode/one.mjs '{"subject":"dogstatsd","series":10000,"profile":"mixed",…}'
import { setImmediate as turn } from 'node:timers/promises';
import { createMetrics } from '../data/metrics.mjs';
import { median } from '../measure.mjs';
import { longestBlock } from './longest-block.mjs';
import { subjects } from './subjects.mjs';

const { subject, quick, ...shape } = JSON.parse(process.argv[2]);
const data = createMetrics(shape);
const encode = subjects[subject].make();

/** Enough that V8 has compiled what is hot, and no more than a size needs. */
function repeats(series) {
  if (quick) return { warmUp: 3, iterations: 5, blocks: 1 };
  if (series <= 1_000) return { warmUp: 60, iterations: 60, blocks: 5 };
  if (series <= 10_000) return { warmUp: 6, iterations: 25, blocks: 5 };
  return series <= 100_000
    ? { warmUp: 3, iterations: 9, blocks: 3 }
    : { warmUp: 1, iterations: 3, blocks: 1 };
}

async function collect() {
  const { resourceMetrics, errors } = await data.reader.collect();
  if (errors.length > 0) throw errors[0];
  return resourceMetrics;
}

/** V8 clears away what recording and collect() have left when the loop next turns: not in the time of an encoder that gives way. */
async function settle() {
  await turn();
  await turn();
}

async function millisOf(work) {
  const start = performance.now();
  const result = await work();
  return [performance.now() - start, result];
}

const { warmUp, iterations, blocks } = repeats(data.series);
const collects = [];
const encodes = [];
data.touch(3);
const first = await collect();
await settle();
const [coldMillis, bytes] = await millisOf(() => encode(first));
for (let i = 0; i < warmUp + iterations; i += 1) {
  data.touch();
  const [collectMillis, metrics] = await millisOf(collect);
  await settle();
  const [encodeMillis] = await millisOf(() => encode(metrics));
  if (i < warmUp) continue;
  collects.push(collectMillis);
  encodes.push(encodeMillis);
}
const longest = [];
for (let i = 0; i < blocks; i += 1) {
  data.touch();
  const metrics = await collect();
  await settle();
  longest.push(await longestBlock(() => encode(metrics)));
}
const nanosPerPoint = (millis) => (millis * 1e6) / data.series;
console.log(
  JSON.stringify({
    collectNanos: nanosPerPoint(median(collects)),
    nanos: nanosPerPoint(median(encodes)),
    ofCollect: median(encodes.map((millis, i) => millis / collects[i])),
    coldNanos: nanosPerPoint(coldMillis),
    longestBlockMillis: median(longest),
    bytes: bytes / data.series,
  }),
);
