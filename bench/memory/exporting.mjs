// One exporter in one process: node --expose-gc bench/memory/exporting.mjs '{"exporter":…,"series":…,"millis":…,"endpoint":…}', with an IPC channel.
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { GraphiteMetricExporter } from '@otelwire/graphite';
import { DogStatsdMetricExporter } from '@otelwire/statsd';
import { StrideMetricExporter } from '@otelwire/stride';
import { createMetrics } from '../data/metrics.mjs';

const { exporter: name, series, millis, endpoint } = JSON.parse(process.argv[2]);
const intervalMillis = 10_000;
/** As many as the JIT and V8's heap need to come to rest. */
const healthyExports = 20;
const healthyIntervals = 2;
/** After an export: V8 gives memory back some seconds after the last work. */
const restMillis = 8_000;

const makers = {
  dogstatsd: () => new DogStatsdMetricExporter({ endpoint }),
  graphite: () => new GraphiteMetricExporter({ endpoint }),
  stride: () => new StrideMetricExporter({ endpoint, apiKey: 'key' }),
};

// nothing of an exporter keeps a process alive
setInterval(() => {}, 1_000);
const exporter = makers[name]();
const data = createMetrics({
  series,
  temporality: (instrument) => exporter.selectAggregationTemporality(instrument),
  aggregation: (instrument) => exporter.selectAggregation(instrument),
});

async function exportOnce() {
  data.touch();
  const { resourceMetrics } = await data.reader.collect();
  await new Promise((resolve) => exporter.export(resourceMetrics, resolve));
}

/** What is resident, and what of it is in use: V8 keeps more than it needs, as it likes. */
async function memory() {
  for (let i = 0; i < 3; i += 1) {
    global.gc();
    await sleep(20);
  }
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  return { rss, used: heapUsed + arrayBuffers };
}

/** One interval, and the memory at its end. */
async function interval() {
  const startedAt = performance.now();
  const left = (millis) => Math.max(0, startedAt + millis - performance.now());
  await exportOnce();
  await sleep(left(restMillis));
  const bytes = await memory();
  await sleep(left(intervalMillis));
  return bytes;
}

for (let i = 0; i < healthyExports; i += 1) await exportOnce();
const healthy = [];
for (let i = 0; i < healthyIntervals; i += 1) healthy.push(await interval());
process.send({ type: 'healthy' });
await once(process, 'message');

const startedAt = performance.now();
const samples = [];
while (performance.now() - startedAt < millis) {
  const bytes = await interval();
  samples.push({ seconds: (performance.now() - startedAt) / 1000, ...bytes });
}
const { accounting } = exporter;
process.send({ type: 'result', before: healthy.at(-1), samples, accounting }, () => process.exit());
