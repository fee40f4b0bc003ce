// What one subject allocates and keeps, in one process whose young generation is so large that nothing is collected while it is
// looked at: node --expose-gc --min-semi-space-size=512 --max-semi-space-size=512 bench/encode/memory.mjs '{"subject":"dogstatsd","series":10000}'
import { PerformanceObserver } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { createMetrics } from '../data/metrics.mjs';
import { median } from '../measure.mjs';
import { subjects } from './subjects.mjs';

const { subject, quick, ...shape } = JSON.parse(process.argv[2]);
const data = createMetrics(shape);
const isShort = quick || data.series >= 100_000;
const warmUp = isShort ? 5 : 20;
const iterations = isShort ? 5 : 11;
const encode = subjects[subject].make();
let collections = 0;
new PerformanceObserver((list) => {
  collections += list.getEntries().length;
}).observe({ entryTypes: ['gc'] });

function usedBytes() {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

async function collect() {
  const { resourceMetrics } = await data.reader.collect();
  return resourceMetrics;
}

/** Bytes in use when nothing is garbage. */
async function keptBytes() {
  globalThis.gc();
  await turn();
  globalThis.gc();
  return usedBytes();
}

/** Bytes that an export allocates; undefined when V8 collected garbage meanwhile. */
async function allocatedBytes() {
  data.touch();
  const metrics = await collect();
  globalThis.gc();
  await new Promise((resolve) => setTimeout(resolve, 10));
  const collectionsBefore = collections;
  const before = usedBytes();
  await encode(metrics);
  const allocated = usedBytes() - before;
  await new Promise((resolve) => setTimeout(resolve, 10));
  return collections === collectionsBefore ? allocated : undefined;
}

data.touch(3);
const first = await collect();
const before = await keptBytes();
await encode(first);
const kept = (await keptBytes()) - before;
for (let i = 0; i < warmUp; i += 1) {
  data.touch();
  await encode(await collect());
}
const allocated = [];
for (let i = 0; i < iterations; i += 1) allocated.push(await allocatedBytes());
const seen = allocated.filter((bytes) => bytes !== undefined);
console.log(
  JSON.stringify({
    allocatedBytes: seen.length === 0 ? null : median(seen) / data.series,
    keptBytes: kept / data.series,
  }),
);
