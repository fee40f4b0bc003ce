// What all benchmarks do: a process for each measurement, the subjects in turn, medians of several rounds.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

/** Rounds to `digits` behind the point. */
export function round(value, digits = 0) {
  return Number(value.toFixed(digits));
}

/** Says on the standard error what runs. */
export function say(text) {
  process.stderr.write(`\r\u001b[K${text}`);
}

/** Runs `script` with one argument, as JSON, in a process of its own; what it prints is the result. */
export function measure(script, argument, flags = []) {
  const args = [...flags, fileURLToPath(script), JSON.stringify(argument)];
  const options = { encoding: 'utf8', maxBuffer: 1 << 26 };
  return JSON.parse(execFileSync(process.execPath, args, options).trim().split('\n').at(-1));
}

/**
 * The medians of what each subject says, by its name. In each round all of them have their turn, so that a machine
 * that is slow for a while is so for all of them.
 */
export function inTurn(subjects, rounds, one) {
  const runs = Object.fromEntries(subjects.map((subject) => [subject, []]));
  for (let i = 0; i < rounds; i += 1) for (const subject of subjects) runs[subject].push(one(subject));
  return Object.fromEntries(subjects.map((subject) => [subject, medians(runs[subject])]));
}

function medians(runs) {
  const keys = Object.keys(runs[0]);
  return Object.fromEntries(keys.map((key) => [key, median(runs.map((run) => run[key]))]));
}

/** The rows by what `titleOf` says of them, in their order. */
export function groups(rows, titleOf) {
  const found = new Map();
  for (const row of rows) found.set(titleOf(row), [...(found.get(titleOf(row)) ?? []), row]);
  return [...found];
}
