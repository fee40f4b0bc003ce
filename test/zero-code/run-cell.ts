import { spawn } from 'node:child_process';
import type { Cell } from './cells.ts';
import { type Counts, type Destination, openDestination } from './destinations.ts';
import { judge, type Outcome, type Ran } from './judge.ts';

const timeoutMillis = 90_000;

/** Runs an application in a folder that `assembleApplication` made, with a Node.js, and judges what came of it. */
export async function runCell(cell: Cell, folder: string, node: string): Promise<Outcome> {
  const names = cell.exporters.split(',');
  const isConfigured = cell.way.application === 'config-file';
  const opened = [...new Set(isConfigured ? [...names, 'otlp'] : names)];
  const destinations = new Map<string, Destination>();
  try {
    for (const name of opened) destinations.set(name, await openDestination[name]!());
    const ran = await run(cell, folder, node, destinations);
    const counts = new Map<string, Counts>();
    for (const [name, destination] of destinations) counts.set(name, await destination.received());
    if (cell.way.hasOwnReader) counts.set('own reader', ownReader(ran.stdout));
    const refused = [...destinations.values()].flatMap((destination) => destination.refused());
    return judge(cell, ran, counts, refused);
  } finally {
    for (const destination of destinations.values()) await destination.close();
  }
}

function run(
  { way, exporters, module, sdk }: Cell,
  folder: string,
  node: string,
  destinations: ReadonlyMap<string, Destination>,
): Promise<Ran> {
  const flag = module === 'ESM' ? '--import' : '--require';
  const file = `${way.application}.${module === 'ESM' ? 'mjs' : 'cjs'}`;
  const args = [...way.hooks.flatMap((hook) => [flag, hook]), file];
  const { PATH, HOME } = process.env;
  const env = {
    PATH,
    HOME,
    SDK_MAJOR: String(sdk.major),
    OTEL_METRICS_EXPORTER: exporters,
    OTEL_SERVICE_NAME: 'env-shop',
    // an hour: all that arrives is what the end of the process has flushed
    OTEL_METRIC_EXPORT_INTERVAL: '3600000',
    OTEL_TRACES_EXPORTER: 'none',
    OTEL_LOGS_EXPORTER: 'none',
    // the detectors of clouds ask the network, and wait for it
    OTEL_NODE_RESOURCE_DETECTORS: 'env,process',
    ...way.variables,
    ...Object.assign({}, ...[...destinations.values()].map(({ variables }) => variables)),
  };
  const child = spawn(node, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  child.stderr.on('data', (chunk) => {
    said.stderr += chunk;
  });
  let isToBeEnded = way.endsBy !== undefined;
  child.stdout.on('data', (chunk) => {
    said.stdout += chunk;
    if (!isToBeEnded || !/^ready$/m.test(said.stdout)) return;
    isToBeEnded = false;
    child.kill('SIGTERM');
  });
  const killing = setTimeout(() => child.kill('SIGKILL'), timeoutMillis);
  return new Promise((resolve) =>
    child.once('close', (code, signal) => {
      clearTimeout(killing);
      resolve({ end: signal ?? code, ...said });
    }),
  );
}

/** The last line that the application's own reader printed. */
function ownReader(stdout: string): Counts {
  const last = stdout.split('\n').findLast((line) => line.startsWith('own reader '));
  if (last === undefined) return {};
  const { service, counts } = JSON.parse(last.slice('own reader '.length));
  return Object.keys(counts).length === 0 ? {} : { [service]: counts };
}
