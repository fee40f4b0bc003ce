// Our encoder and the naive one in one process, in turn, with the same metrics: both write the same records.
// node bench/encode/against-naive.mjs '{"series":10000}'
import { StatsdMetricExporter } from '@otelwire/statsd';
import { createMetrics } from '../data/metrics.mjs';
import { createSink, exported } from '../sink.mjs';
import { encodeNaively } from './naive.mjs';
import { checkSameRecords } from './same-records.mjs';

const maxPayloadBytes = 1432;
const iterations = 15;
const data = createMetrics(JSON.parse(process.argv[2]));
const sink = createSink();
const exporter = new StatsdMetricExporter({ transport: sink, dialect: 'dogstatsd', maxPayloadBytes });

async function millisOf(work) {
  const start = performance.now();
  const result = await work();
  return [performance.now() - start, result];
}

await checkSameRecords();
// the least of all: a machine that is busy with other things makes nothing faster
const least = { ours: Number.POSITIVE_INFINITY, naive: Number.POSITIVE_INFINITY };
const datagrams = { ours: 0, naive: 0 };
for (let i = 0; i < iterations; i += 1) {
  data.touch();
  const { resourceMetrics } = await data.reader.collect();
  sink.payloads = 0;
  const [oursMillis] = await millisOf(() => exported(exporter, resourceMetrics));
  const [naiveMillis, naive] = await millisOf(() => encodeNaively(resourceMetrics, maxPayloadBytes));
  least.ours = Math.min(least.ours, oursMillis);
  least.naive = Math.min(least.naive, naiveMillis);
  datagrams.ours = sink.payloads;
  datagrams.naive = naive.length;
}
console.log(JSON.stringify({ timesFaster: least.naive / least.ours, datagrams }));
