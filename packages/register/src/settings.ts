import {
  boolean,
  choice,
  millis,
  number,
  option,
  processEnvironment,
  resolveOptions,
  type Values,
} from '@otelwire/core';
import { notice } from './notice.js';

export const settingsPrefixes = ['OTELWIRE_'];

/** The hook has no code that could configure it: these are variables only. */
export const settingsSchema = {
  flushTimeoutMillis: option({
    type: millis({ min: 1 }),
    env: 'FLUSH_TIMEOUT',
    default: 5_000,
    describe: 'How long the end of the process waits for the last export, in milliseconds.',
    whyDefault: 'well below the 10 s of `docker stop` and the 30 s of Kubernetes',
  }),
  flushOnUncaughtException: option({
    type: boolean(),
    env: 'FLUSH_ON_UNCAUGHT_EXCEPTION',
    default: false,
    describe: 'Whether an uncaught exception ends the process only after the last export.',
    whyDefault: 'the process goes on for that long in a state that nobody knows',
  }),
  cluster: option({
    type: choice(['each', 'aggregate']),
    env: 'CLUSTER',
    default: 'each',
    describe: 'Whether each worker of a cluster exports, or the primary for all of them.',
    whyDefault: 'the primary would have to load an SDK, and to end last',
  }),
  workerThreads: option({
    type: boolean(),
    env: 'WORKER_THREADS',
    default: false,
    describe: 'Whether worker threads export too, each by itself.',
    whyDefault: 'they inherit the hook, and each would have sockets and series of its own',
  }),
};

export type Settings = Values<typeof settingsSchema>;

export function readSettings(): Settings {
  const context = { subject: '@otelwire/register', env: processEnvironment(), warn: notice };
  return resolveOptions(settingsSchema, undefined, { ...context, envPrefixes: settingsPrefixes }).values;
}

/** What Node's timers take; above it they fire at once. */
const longestMillis = 2 ** 31 - 1;
const duration = number({ min: 1, max: longestMillis });

/** What the SDK reads for the readers that it makes; fractions are taken, too. */
const readerSchema = {
  exportIntervalMillis: option({
    type: duration,
    env: 'INTERVAL',
    default: 60_000,
    describe: 'The time between two exports.',
  }),
  exportTimeoutMillis: option({
    type: duration,
    env: 'TIMEOUT',
    default: 30_000,
    describe: 'How long a reader waits for an export.',
  }),
};

/** As the SDK does it: a timeout above the interval becomes the interval. */
export function readerTimes(): Values<typeof readerSchema> {
  const { exportIntervalMillis, exportTimeoutMillis } = resolveOptions(readerSchema, undefined, {
    subject: '@otelwire/register',
    env: processEnvironment(),
    warn: notice,
    envPrefixes: ['OTEL_METRIC_EXPORT_'],
  }).values;
  return { exportIntervalMillis, exportTimeoutMillis: Math.min(exportTimeoutMillis, exportIntervalMillis) };
}
