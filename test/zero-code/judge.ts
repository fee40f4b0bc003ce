import { isDeepStrictEqual } from 'node:util';
import type { Cell, Way } from './cells.ts';
import type { Counts } from './destinations.ts';

/** What came of a cell. `text` is the hook's line, behind what is missing; or what went wrong. */
export interface Outcome {
  readonly verdict: 'delivers' | 'one line' | 'fails' | 'not available';
  readonly text?: string;
}

/** How a process ended, and what it said. */
export interface Ran {
  readonly end: string | number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What the applications count: see apps/record.cjs. */
const counted = { 'orders kind=rye': 3, 'orders kind=wheat': 2, visits: 700 };

/** What auto-instrumentations of the SDK 1.x say without our hook too: they log warnings, and shut down at SIGTERM and at the end. */
const sdkLines = [
  /^OTEL_TRACES_EXPORTER contains "none"\. SDK will not be initialized\.$/,
  /^Unsupported OTEL_METRICS_EXPORTER value: "\w+"\. Supported values are: otlp, console, prometheus, none\.$/,
  /^shutdown may only be called once per MeterProvider$/,
];

/** Judges by the end of the process, by what it said, and by what each destination received. */
export function judge(
  { way }: Cell,
  { end, stderr }: Ran,
  counts: ReadonlyMap<string, Counts>,
  refused: readonly unknown[],
): Outcome {
  const lines = stderr
    .split('\n')
    .filter((text) => text.trim() !== '' && !sdkLines.some((known) => known.test(text)));
  const [line, ...more] = lines;
  const isOurs = line === undefined || line.startsWith('otelwire: ');
  const found = [...counts].map(([name, of]) => ({ name, problem: problemOf(name, of, way) }));
  const problems = found.filter(({ problem }) => problem !== undefined);
  const broken = problems.filter(({ name, problem }) => problem === 'wrong counts' || mayNotLack(name, way));
  const fails = (text: string): Outcome => ({ verdict: 'fails', text });

  if (end !== (way.endsBy ?? 0)) return fails(`ended with ${end}: ${lines.slice(0, 12).join(' / ')}`);
  if (!isOurs || more.length > 0) return fails(`said: ${lines.slice(0, 12).join(' / ')}`);
  if (refused.length > 0) return fails(`refused: ${JSON.stringify(refused).slice(0, 300)}`);
  if (broken.length > 0) return fails(`received: ${JSON.stringify(Object.fromEntries(counts))}`);
  if (problems.length > 0) {
    const said = problems.map(({ name, problem }) => `${name}: ${problem}`).join(', ');
    return line === undefined
      ? fails(`${said}; not a word`)
      : { verdict: 'one line', text: `${said}; ${line}` };
  }
  return line === undefined ? { verdict: 'delivers' } : { verdict: 'delivers', text: line };
}

function problemOf(name: string, counts: Counts, way: Way): string | undefined {
  const [service, ...others] = Object.keys(counts);
  if (service === undefined) return name === 'otlp' && way.otlp === 'never' ? undefined : 'nothing';
  if (others.length > 0 || !isDeepStrictEqual(counts[service], counted)) return 'wrong counts';
  return service === way.service ? undefined : `service ${service}`;
}

/** What is not ours must work, whatever the hook prints. */
function mayNotLack(name: string, way: Way): boolean {
  return name === 'own reader' || (name === 'otlp' && way.otlp === 'always');
}
