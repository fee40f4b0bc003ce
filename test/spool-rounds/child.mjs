// node child.mjs KIND ENDPOINT DIRECTORY PREFIX: exports until it is killed, and prints a line of JSON for each export that
// was reported as a success: its first and last number, and whether something is on its way of which nobody knows.
import { writeSync } from 'node:fs';
import { systemClock } from '@otelwire/core';
import { kinds } from './kinds.mjs';

const [kind, endpoint, directory, prefix] = process.argv.slice(2);
const SERIES = 20;
/** Waiting is what a round has no time for. */
const clock = {
  ...systemClock,
  setTimer: (callback, millis) => systemClock.setTimer(callback, millis >= 250 ? millis / 25 : millis),
};
const say = (message) => writeSync(2, `${message}\n`);
const logger = { error: say, warn: say, info() {}, debug() {} };
const exporter = await kinds[kind].createExporter({
  endpoint,
  clock,
  logger,
  timeoutMillis: 2000,
  spool: { directory },
});

const scope = { name: 'rounds' };
const resource = { attributes: {} };
const attributes = {};

function sum(name, value) {
  const now = Date.now();
  const time = [Math.floor(now / 1000), (now % 1000) * 1e6];
  return {
    descriptor: { name, description: '', unit: '', valueType: 1 },
    aggregationTemporality: 0,
    dataPointType: 3,
    isMonotonic: true,
    dataPoints: [{ startTime: time, endTime: time, attributes, value }],
  };
}

/** Each number has a series of its own; `total` is the same in all processes. */
function collect(from, to) {
  const metrics = [sum('total', to - from)];
  for (let n = from; n < to; n += 1) metrics.push(sum(`${prefix}.n${n}`, 1));
  return { resource, scopeMetrics: [{ scope, metrics }] };
}

// an export alone does not keep a process alive
setInterval(() => {}, 1000);
for (let n = 0; ; n += SERIES) {
  const { code } = await new Promise((resolve) => exporter.export(collect(n, n + SERIES), resolve));
  const { held, inFlight } = exporter.accounting;
  writeSync(1, `${JSON.stringify({ from: n, to: n + SERIES, code, held, inFlight })}\n`);
  await new Promise((resolve) => setTimeout(resolve, 5));
}
