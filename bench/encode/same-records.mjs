// Before anything is timed: our encoder and the naive one must say the same.
import { deepStrictEqual } from 'node:assert';
import { StatsdMetricExporter } from '@otelwire/statsd';
import { createMetrics } from '../data/metrics.mjs';
import { encodeNaively } from './naive.mjs';

/** Records by what stands around the value, with the value as a number: `1e-7` and `0.0000001` are the same. */
function recordsOf(text) {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => /^([^:]+):([^|]+)(.*)$/.exec(line))
    .map(([, name, value, rest]) => `${name} ${rest} ${Number(value)}`)
    .sort();
}

export async function checkSameRecords() {
  const data = createMetrics({ series: 1000 });
  data.touch(3);
  const { resourceMetrics } = await data.reader.collect();
  let ours = '';
  const transport = {
    description: 'text',
    maxBatchesInFlight: 1,
    async send({ buffer, ends }) {
      ours += Buffer.from(buffer.subarray(0, ends.at(-1))).toString();
      return { delivered: ends.length };
    },
    async close() {},
  };
  const exporter = new StatsdMetricExporter({ transport, dialect: 'dogstatsd' });
  await new Promise((resolve) => exporter.export(resourceMetrics, resolve));
  deepStrictEqual(recordsOf(ours), recordsOf(encodeNaively(resourceMetrics, 1432).join('')));
}
