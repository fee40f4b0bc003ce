// Writes docs/benchmarks.md from the results.
import { writeFileSync } from 'node:fs';
import { load, names } from './benchmarks.mjs';
import { markdown } from './print.mjs';
import { writeResults } from './results.mjs';
import { run, tables } from './targets/bench.mjs';

const intro = `# Benchmarks

Written by \`pnpm bench --write\`: a process for each measurement, the subjects in turn, medians of several rounds. The times are of one machine, a shared one at
that. Take the ratios.

`;

function conditions({ node, machine, rounds }) {
  return `Node ${node}, ${machine}, ${rounds} ${rounds === 1 ? 'round' : 'rounds'}.`;
}

/** Keeps the results, and writes what they say. */
export async function writeUp(results) {
  const [targets] = tables(run({ results }));
  const notes = targets.notes.map((note) => `- ${note}\n`).join('');
  const sections = [
    `## Targets\n\n${targets.about}\n\n${markdown(targets.rows)}\n\n### What stops those that are missed\n\n${notes}`,
  ];
  for (const name of names.filter((one) => results[one] !== undefined)) {
    const benchmark = await load(name);
    const parts = benchmark
      .tables(results[name].rows)
      .map((table) => `### ${table.title}\n\n${markdown(table.rows)}\n`);
    const head = `## ${benchmark.title}\n\n${benchmark.about}\n\n${conditions(results[name])}\n`;
    sections.push([head, ...parts].join('\n'));
  }
  writeResults(results);
  writeFileSync(new URL('../docs/benchmarks.md', import.meta.url), intro + sections.join('\n'));
}
