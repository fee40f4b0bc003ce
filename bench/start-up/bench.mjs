// pnpm bench start-up: the time from the start of a process to the first line of the application.
// A process for each measurement, the subjects in turn, medians: quote the differences, not the times.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { median, say } from '../measure.mjs';
import { markdown } from '../print.mjs';

export const title = 'The start of a process';

/** Where all of them are installed. */
const cwd = fileURLToPath(new URL('../../examples/services/express', import.meta.url));
const ours = '--import @otelwire/register';
const auto = '--import @opentelemetry/auto-instrumentations-node/register';
const subjects = [
  { title: 'bare `node`', flags: '', exporters: '' },
  {
    title: '`--import` of an empty file',
    flags: `--import ${new URL('empty.mjs', import.meta.url)}`,
    exporters: '',
  },
  {
    title: '`--require @otelwire/register`, none of our names: it does nothing',
    flags: '--require @otelwire/register',
    exporters: 'none',
  },
  { title: `\`${ours}\`, none of our names: it does nothing`, flags: ours, exporters: 'none' },
  { title: `\`${ours}\`, \`statsd\``, flags: ours, exporters: 'statsd' },
  { title: `\`${ours}\`, \`graphite,stathat\``, flags: ours, exporters: 'graphite,stathat' },
  { title: `\`${auto}\`, \`none\``, flags: auto, exporters: 'none' },
  { title: `\`${auto}\`, \`otlp\``, flags: auto, exporters: 'otlp' },
  { title: 'both, `statsd`', flags: `${ours} ${auto}`, exporters: 'statsd' },
];
const environment = {
  PATH: process.env.PATH,
  OTEL_EXPORTER_STATHAT_EZ_KEY: 'key',
  OTEL_TRACES_EXPORTER: 'none',
  OTEL_LOGS_EXPORTER: 'none',
  OTEL_NODE_RESOURCE_DETECTORS: 'env,host',
};

/** Milliseconds by the clock and of processor time; the process ends without a flush. */
function measure({ flags, exporters }) {
  // an ES module, as most applications are: `--import` alone would else load what Node.js needs for them
  const program = `const { user, system } = process.cpuUsage();
    process.stdout.write(performance.now() + ' ' + (user + system) / 1000, () => process.exit())`;
  const args = [...flags.split(' ').filter(Boolean), '--input-type=module', '--eval', program];
  const env = { ...environment, OTEL_METRICS_EXPORTER: exporters };
  const [millis, cpuMillis] = execFileSync(process.execPath, args, { cwd, env, encoding: 'utf8' }).split(' ');
  return { millis: Number(millis), cpuMillis: Number(cpuMillis) };
}

export function run({ rounds }) {
  const runs = subjects.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    say(`start-up: round ${round + 1} of ${rounds}`);
    for (const [index, subject] of subjects.entries()) runs[index].push(measure(subject));
  }
  const of = (index, key) => median(runs[index].map((run) => run[key]));
  return subjects.map(({ title }, index) => ({
    title,
    millis: Math.round(of(index, 'millis')),
    more: Math.round(of(index, 'millis') - of(0, 'millis')),
    cpuMillis: Math.round(of(index, 'cpuMillis')),
    moreCpu: Math.round(of(index, 'cpuMillis') - of(0, 'cpuMillis')),
  }));
}

export function tables(rows) {
  const columns = ({ title: subject, millis, more, cpuMillis, moreCpu }) => ({
    'loaded ahead of the application': subject,
    ms: millis,
    'more than bare': more,
    'processor ms': cpuMillis,
    'processor ms more than bare': moreCpu,
  });
  return [{ title: 'to the first line of the application', rows: rows.map(columns) }];
}

/** Into the documents of the package. */
export function write(rows, { rounds }) {
  const machine = `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, medians of ${rounds} processes each`;
  const [table] = tables(rows);
  const text = `# What the hook adds to the start of a process

Written by \`pnpm bench start-up --write\`: from the start of the process to the first line of the application, by the clock and in
processor time. ${machine}.
The times are of one machine, a shared one at that: take the differences, those of processor time first.

${markdown(table.rows)}
`;
  writeFileSync(new URL('../../packages/register/docs/start-up.md', import.meta.url), text);
}
