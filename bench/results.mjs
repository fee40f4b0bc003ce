// The results of the last runs that were written down, by benchmark: one can be run again without the others.
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';

const file = new URL('results.json', import.meta.url);

/** `{ encode: { node, machine, rounds, rows }, … }` */
export function readResults() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return {};
    throw error;
  }
}

export function keepResult(results, name, rows, { rounds }) {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`;
  results[name] = { node: process.versions.node, machine, rounds, rows };
}

export function writeResults(results) {
  writeFileSync(file, `${JSON.stringify(results, rounded, 1)}\n`);
}

/** Four digits say all that such a figure knows. */
function rounded(_key, value) {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
}
