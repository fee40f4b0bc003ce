// pnpm soak [--minutes N] [--seed N] [--series N] [--json]: all exporters record while every second something else goes wrong with every backend;
// in the end each has what was recorded, or it is said what became of it. Exits with 1 if anything is unaccounted for.
import { parseArgs } from 'node:util';
import { runSoak } from './run.mjs';
import { tableOf } from './table.mjs';

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string' },
    series: { type: 'string', default: '400' },
    json: { type: 'boolean', default: false },
  },
});
const result = await runSoak({
  minutes: Number(options.minutes),
  seed: Number(options.seed ?? Math.floor(Math.random() * 2 ** 31)),
  series: Number(options.series),
});
console.log(options.json ? JSON.stringify(result, null, 2) : tableOf(result));
process.exit(result.rows.every(({ problems }) => problems.length === 0) ? 0 : 1);
