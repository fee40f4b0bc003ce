// One subject in one process: node bench/encode.mjs SUBJECT SERIES fresh|recurring mixed|scalar; prints one line of JSON.
import { createMetrics, temporalities } from './data/metrics.mjs';
import { subjects } from './subjects.mjs';

const [subject, series, attributes, profile] = process.argv.slice(2);
const iterations = Number(series) > 50_000 ? 9 : 25;
const warmUp = 5;

const exponential = { type: 5, options: { maxSize: 160, recordMinMax: true } };
const data = createMetrics({
  series: Number(series),
  profile,
  attributes,
  temporality: temporalities.delta,
  aggregation: (instrument) => (instrument === 'HISTOGRAM' ? exponential : { type: 0 }),
});
const encode = subjects[subject].make();
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

const collects = [];
const encodes = [];
let bytes = 0;
data.touch(3);
for (let i = 0; i < warmUp + iterations; i += 1) {
  data.touch();
  const start = performance.now();
  const { resourceMetrics } = await data.reader.collect();
  const collected = performance.now();
  bytes = await encode(resourceMetrics);
  const end = performance.now();
  if (i < warmUp) continue;
  collects.push(collected - start);
  encodes.push(end - collected);
}
const nanosPerPoint = (millis) => (millis * 1e6) / data.series;
console.log(
  JSON.stringify({
    collect: nanosPerPoint(median(collects)),
    encode: nanosPerPoint(median(encodes)),
    ofCollect: median(encodes.map((millis, i) => millis / collects[i])),
    bytesPerPoint: bytes / data.series,
  }),
);
