// node child.mjs KIND ENDPOINT DIRECTORY PREFIX: exports until it is killed, and prints a line of JSON for each export with its first
// and last number, its result, and whether something is on its way of which nobody knows; and one when points are given up.
import { writeSync } from 'node:fs';
import { systemClock } from '@otelwire/core';
import { kinds } from './kinds.mjs';

const [kind, endpoint, directory, prefix] = process.argv.slice(2);
const { answers = false, createExporter, hasLevels = false } = kinds[kind];
const SERIES = 20;
const GAUGE = 2;
const SUM = 3;
const FASTER = 10;
/** Waiting is what a round has no time for. All goes faster, so that deadlines stay longer than what they are for. */
const fastClock = {
  ...systemClock,
  monotonicMillis: () => systemClock.monotonicMillis() * FASTER,
  setTimer: (callback, millis) => systemClock.setTimer(callback, millis / FASTER),
};
/** But not how long a reset may take to come back, which tells where nobody answers. */
const patientClock = {
  ...systemClock,
  setTimer: (callback, millis) => systemClock.setTimer(callback, millis >= 250 ? millis / 25 : millis),
};
const clock = answers ? fastClock : patientClock;
const timeoutMillis = answers ? 20_000 : 2000;
const print = (line) => writeSync(1, `${JSON.stringify({ ...line, unconfirmed: unconfirmed() })}\n`);
const say = (message) => writeSync(2, `${message}\n`);
const logger = {
  // the numbers are added up behind the message
  error: (message) => {
    say(message);
    queueMicrotask(() => print({}));
  },
  warn: say,
  info() {},
  debug() {},
};
const exporter = await createExporter({ endpoint, clock, logger, timeoutMillis, spool: { directory } });

const scope = { name: 'rounds' };
const resource = { attributes: {} };
const attributes = {};

/** Points that nobody knows the fate of, and that must not be sent again. */
function unconfirmed() {
  return exporter.accounting.dropped.unconfirmed ?? 0;
}

function metric(name, value, dataPointType = SUM) {
  const now = Date.now();
  const time = [Math.floor(now / 1000), (now % 1000) * 1e6];
  return {
    descriptor: { name, description: '', unit: '', valueType: 1 },
    aggregationTemporality: 0,
    dataPointType,
    isMonotonic: true,
    dataPoints: [{ startTime: time, endTime: time, attributes, value }],
  };
}

/** Each number has a series of its own, every second one a gauge where there are any; `total` is the same in all processes. */
function collect(from, to) {
  const metrics = [metric('total', to - from)];
  for (let n = from; n < to; n += 1) {
    metrics.push(metric(`${prefix}.n${n}`, 1, hasLevels && n % 2 === 1 ? GAUGE : SUM));
  }
  return { resource, scopeMetrics: [{ scope, metrics }] };
}

// an export alone does not keep a process alive
setInterval(() => {}, 1000);
for (let n = 0; ; n += SERIES) {
  const { code } = await new Promise((resolve) => exporter.export(collect(n, n + SERIES), resolve));
  // what was aborted at the deadline is held a moment later
  await new Promise((resolve) => setImmediate(resolve));
  const { held, inFlight } = exporter.accounting;
  print({ from: n, to: n + SERIES, code, held, inFlight });
  await new Promise((resolve) => setTimeout(resolve, 5));
}
