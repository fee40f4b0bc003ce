// A shop that records OpenTelemetry metrics, people who buy there, and the backends that receive the metrics:
// node demo/main.mjs [--once] [--json] [--seconds N]
import { readOptions } from './options.mjs';
import { runDemo } from './run.mjs';

const options = readOptions(process.argv.slice(2));
process.exitCode = (await runDemo(options)) ? 0 : 1;
