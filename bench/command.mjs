import { parseArgs } from 'node:util';
import { benchmarks, names } from './benchmarks.mjs';

/** Runs with all: one that is left out has to be named. */
const usual = names.filter((name) => !benchmarks[name].isByName);
const leftOut = names.filter((name) => benchmarks[name].isByName).join(', ');

const durationOf = ({ usualMinutes }) => (usualMinutes === 0 ? 'no time' : `${usualMinutes} min`);
const nameWidth = Math.max(...names.map(({ length }) => length)) + 2;

export const help = `pnpm bench [NAMES…] [OPTIONS]

Measures what is named, or all but what takes long by its nature (${leftOut}). A process for each measurement, the subjects in turn,
medians of several rounds: quote the ratios, not the times. The durations are estimates for two cores that have nothing else to do.

${names
  .map(
    (name) => `  ${name.padEnd(nameWidth)}${durationOf(benchmarks[name]).padEnd(9)}${benchmarks[name].about}`,
  )
  .join('\n')}

  --rounds N    rounds of each (${listed('rounds')})
  --minutes N   of what lasts for a time (${listed('minutes')})
  --quick       shows that it runs; the figures are good for nothing else
  --json FILE   writes what was measured to a file
  --write       keeps the results in bench/results.json, and writes the documents that tell them
  --help        this
`;

/** The defaults of an option, as text. */
function listed(option) {
  return names
    .filter((name) => benchmarks[name][option] !== undefined)
    .map((name) => `${name} ${benchmarks[name][option]}`)
    .join(', ');
}

const optionTypes = {
  rounds: { type: 'string' },
  minutes: { type: 'string' },
  quick: { type: 'boolean', default: false },
  json: { type: 'string' },
  write: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
};

/** A number above zero, or undefined where it is not given. */
function numberOf(option, text) {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (number > 0 && (option === 'minutes' || Number.isInteger(number))) return number;
  throw new Error(`--${option} ${text} is not a number above zero`);
}

/** What the arguments ask for. Throws an error whose message is for people. */
export function readCommand(args) {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: optionTypes });
  const unknown = positionals.filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new Error(`no benchmark is called ${unknown.join(' or ')}: there are ${names.join(', ')}`);
  if (values.quick && values.write) throw new Error('what --quick measures is not worth to --write');
  return {
    ...values,
    rounds: numberOf('rounds', values.rounds),
    minutes: numberOf('minutes', values.minutes),
    chosen: positionals.length === 0 ? usual : names.filter((name) => positionals.includes(name)),
    leftOut: positionals.length === 0 ? leftOut : '',
  };
}

/** The options of one benchmark: what was asked for, or what it has by default. */
export function optionsOf(name, { quick, rounds, minutes }) {
  const own = benchmarks[name];
  return {
    quick,
    rounds: rounds ?? (quick ? 1 : own.rounds),
    minutes: minutes ?? (quick ? 0.2 : own.minutes),
  };
}
