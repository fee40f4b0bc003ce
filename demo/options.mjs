import { parseArgs } from 'node:util';

const usage = `npm run demo -- [options]

  --once         run for 15 s, print what was recorded and what was received, exit with 0 if they are equal, else 1
  --seconds N    run for N seconds instead; means --once too
  --json         print the result as JSON, and nothing else, on the standard output; means --once too
  --lose N       lose the first N datagrams on the way to statsd and dogstatsd, to see that this is noticed;
                 the others are reached over TCP, which loses nothing
  --help         print this

Without --once: a table that is refreshed until Ctrl-C.`;

const defaultSeconds = 15;

function parse(args) {
  const { values } = parseArgs({
    args,
    options: {
      once: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      seconds: { type: 'string' },
      lose: { type: 'string', default: '0' },
      help: { type: 'boolean', default: false },
    },
  });
  const seconds = values.seconds === undefined ? defaultSeconds : Number(values.seconds);
  const lose = Number(values.lose);
  if (!(seconds > 0 && seconds < 1e6)) throw new Error(`--seconds ${values.seconds}: not a number above 0`);
  if (!Number.isInteger(lose) || lose < 0) throw new Error(`--lose ${values.lose}: not a whole number`);
  const isEndless = !values.once && !values.json && values.seconds === undefined;
  return {
    help: values.help,
    json: values.json,
    lose,
    seconds: isEndless ? Number.POSITIVE_INFINITY : seconds,
  };
}

/** The options; says what is wrong with them and ends the process otherwise. */
export function readOptions(args) {
  try {
    const options = parse(args);
    if (!options.help) return options;
    console.log(usage);
    process.exit(0);
  } catch (error) {
    console.error(`${error.message}\n\n${usage}`);
    process.exit(2);
  }
}
