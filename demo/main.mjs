// A shop that records OpenTelemetry metrics, people who buy there, and the backends that receive the metrics:
// node demo/main.mjs [--once] [--json] [--seconds N]
import { readOptions } from './options.mjs';
import { runDemo } from './run.mjs';

const options = readOptions(process.argv.slice(2));
try {
  process.exitCode = (await runDemo(options)) ? 0 : 1;
} catch (error) {
  console.error(error.code === 'ERR_OTELWIRE_SANDBOX_PORT' ? error.message : error);
  process.exitCode = 2;
}
