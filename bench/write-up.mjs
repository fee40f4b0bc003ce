// Writes docs/benchmarks.md from the results.
import { writeFileSync } from 'node:fs';
import { writeResults } from './results.mjs';

const intro = `# Benchmarks

Written by \`pnpm bench --write\`: a process for each measurement, the subjects in turn, medians of several rounds. The times are of one machine, a shared one at
that. Take the ratios.

`;

function textOf({ rows }) {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [
    columns,
    columns.map(() => '---'),
    ...rows.map((row) => columns.map((key) => row[key] ?? '')),
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function conditions({ node, machine, rounds, quick }) {
  const measured = quick ? 'in the quick form, which tells nothing but that it runs' : `${rounds} rounds`;
  return `Node ${node}, ${machine}, ${measured}.`;
}

/** Keeps the results, and writes what they say. */
export async function writeUp(results, benchmarks, targets) {
  const sections = [`## Targets\n\n${targets.about}\n\n${textOf(targets)}\n`];
  for (const [name, load] of Object.entries(benchmarks)) {
    if (results[name] === undefined) continue;
    const { title, about, tables } = await load();
    const parts = tables(results[name].rows).map((table) => `### ${table.title}\n\n${textOf(table)}\n`);
    sections.push([`## ${title}\n\n${about}\n\n${conditions(results[name])}\n`, ...parts].join('\n'));
  }
  writeResults(results);
  writeFileSync(new URL('../docs/benchmarks.md', import.meta.url), intro + sections.join('\n'));
}
