// What a start with one import costs: node bench/load/one.mjs '{"subject":"statsd"}', in a process that ends at once.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { subjects } from './subjects.mjs';

const { subject } = JSON.parse(process.argv[2]);
const { folder, from, isClient = false } = subjects[subject];
const { resolve } = createRequire(join(folder, 'package.json'));

const before = process.cpuUsage();
const { rss } = process.memoryUsage();
const start = performance.now();
if (!isClient) await import(pathToFileURL(resolve('@opentelemetry/sdk-metrics')));
if (from !== undefined) await import(pathToFileURL(resolve(from)));
const millis = performance.now() - start;
const { user, system } = process.cpuUsage(before);
console.log(
  JSON.stringify({
    millis,
    cpuMillis: (user + system) / 1000,
    megabytes: (process.memoryUsage().rss - rss) / 1e6,
  }),
);
