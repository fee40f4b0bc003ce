import { SandboxError } from '../error.js';
import { version } from '../own-package.cjs';
import type { PageSource } from '../page-server/page-source.js';
import { openSandbox } from '../sandbox/open-sandbox.js';
import { help } from './help.js';
import { limitsFor } from './limits.js';
import type { Reporter } from './reporter.js';
import { jsonReporter, textReporter } from './reporter.js';
import type { RunSettings, Settings } from './settings.js';
import { readSettings } from './settings.js';
import { untilStopped } from './stop.js';

/** What a process that was started wrongly ends with. */
const usageError = 2;

/** Runs the command until it is stopped; gives the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  let settings: Settings;
  try {
    settings = readSettings(args);
  } catch (error) {
    process.stderr.write(`otelwire-sandbox: ${(error as Error).message}\n`);
    return usageError;
  }
  if (settings.does === 'help') process.stdout.write(help);
  else if (settings.does === 'version') process.stdout.write(`${version}\n`);
  else return runSandbox(settings);
  return 0;
}

async function runSandbox(settings: RunSettings): Promise<number> {
  const stopped = untilStopped();
  const { maxSeries, backends, json, ...options } = settings;
  const write = (text: string) => void process.stdout.write(text);
  const reporter = json ? jsonReporter(write) : textReporter(write);
  try {
    const receivers = limitsOf(backends, maxSeries);
    const { sandbox, page } = await openSandbox({
      ...options,
      maxSeries,
      receivers,
      page: true,
      ...(backends && { backends }),
    });
    reporter.started(page!.url, page!.source.message({ limit: 0 }).backends);
    const reporting = report(page!.source, reporter);
    await stopped;
    clearInterval(reporting);
    await sandbox.close();
    return 0;
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    process.stderr.write(`otelwire-sandbox: ${error.message}\n`);
    return error.code === 'ERR_OTELWIRE_SANDBOX_OPTIONS' ? usageError : 1;
  }
}

/** Only of the backends that are opened. */
function limitsOf(
  backends: RunSettings['backends'],
  maxSeries: number,
): Partial<ReturnType<typeof limitsFor>> {
  const limits = Object.entries(limitsFor(maxSeries));
  return Object.fromEntries(limits.filter(([name]) => backends?.some((backend) => backend === name) ?? true));
}

/** Looks each second at what is new. */
function report(source: PageSource, reporter: Reporter): NodeJS.Timeout {
  let lastNumber = 0;
  return setInterval(() => {
    const message = source.message({ limit: 0 });
    const fresh = message.badLines.filter(({ number }) => number > lastNumber);
    lastNumber = fresh.at(-1)?.number ?? lastNumber;
    reporter.second(message, fresh);
  }, 1000);
}
