// pnpm bench [NAMES…] [--quick] [--rounds N] [--json] [--write]: all benchmarks, or those that are named. A process for each
// measurement, the subjects in turn, medians of several rounds: quote the ratios, not the times. --quick shows that everything runs;
// its figures are good for nothing else. --write keeps the results in bench/results.json and writes what is said of them.
import { parseArgs } from 'node:util';
import { say } from './measure.mjs';
import { installPeers } from './peers.mjs';
import { printTables } from './print.mjs';
import { keepResult, readResults } from './results.mjs';
import { targetTable } from './targets/bench.mjs';
import { writeUp } from './write-up.mjs';

/** Each has `title`, `about`, `run(options)`, which gives rows, and `tables(rows)`. */
const benchmarks = {
  encode: () => import('./encode/bench.mjs'),
  numbers: () => import('./numbers/bench.mjs'),
  export: () => import('./export/bench.mjs'),
  clients: () => import('./clients/bench.mjs'),
  outage: () => import('./outage/bench.mjs'),
  load: () => import('./load/bench.mjs'),
};
/** These tell of themselves, in documents of their own, and know better how many rounds they need. */
const others = {
  'start-up': async (options) =>
    (await import('./start-up.mjs')).benchStartUp({ ...options, rounds: options.ownRounds }),
  page: async (options) => (await import('./page/bench-page.mjs')).benchPage(options),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean' },
    write: { type: 'boolean' },
    quick: { type: 'boolean' },
    rounds: { type: 'string' },
  },
});
const all = [...Object.keys(benchmarks), ...Object.keys(others)];
const unknown = positionals.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`no benchmark is called ${unknown.join(' or ')}: there are ${all.join(', ')}`);
  process.exit(1);
}
const ownRounds = values.rounds === undefined ? (values.quick ? 1 : undefined) : Number(values.rounds);
const options = { ...values, ownRounds, rounds: ownRounds ?? 3 };
const chosen = positionals.length > 0 ? positionals : all;

installPeers();
const results = readResults();
for (const name of chosen.filter((name) => name in benchmarks)) {
  const benchmark = await benchmarks[name]();
  const rows = await benchmark.run(options);
  say('');
  keepResult(results, name, rows, options);
  if (!values.json) printTables(benchmark.title, benchmark.tables(rows));
}
const targets = targetTable(results);
if (values.json) console.log(JSON.stringify({ results, targets }, null, 2));
else printTables('Targets', [targets]);
if (values.write) await writeUp(results, benchmarks, targets);
for (const name of chosen.filter((name) => name in others)) await others[name](options);
