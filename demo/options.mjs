import { parseArgs } from 'node:util';
import { faultForms, parseFault } from './fault/fault.mjs';

const usage = `npm run demo -- [options]

  --once         run for 15 s, print what was recorded and what was received, exit with 0 if they are equal, else 1
  --seconds N    run for N seconds instead; means --once too
  --json         print the result as JSON, and nothing else, on the standard output; means --once too
  --lose N       lose the first N datagrams on the way to statsd and dogstatsd, to see that this is noticed;
                 the others are reached over TCP, which loses nothing
  --fault KIND   break the network of each backend on purpose, in the second third of the run, and see that nothing is lost:
                 ${faultForms}
  --port N       where the live page is (8400, if it is free); the backends are on the ports behind it. 0: free ones
  --help         print this

Without --once: a live page, and a table that is refreshed until Ctrl-C.`;

const defaultSeconds = 15;

function portOf(text) {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_000) return port;
  throw new Error(`--port ${text}: not a whole number from 0 to 65000`);
}

function parse(args) {
  const { values } = parseArgs({
    args,
    options: {
      once: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      seconds: { type: 'string' },
      lose: { type: 'string', default: '0' },
      fault: { type: 'string' },
      port: { type: 'string' },
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
    fault: values.fault === undefined ? undefined : parseFault(values.fault),
    lose,
    port: portOf(values.port),
    isEndless,
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
