import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

interface Row {
  readonly name: string;
  readonly recorded: number;
  readonly received: number;
  readonly short: number;
  readonly byFault: number;
  readonly gaps: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly problems: readonly string[];
}

interface Result {
  readonly seed: number;
  readonly rows: readonly Row[];
}

const script = fileURLToPath(new URL('../soak/main.mjs', import.meta.url));
/** Of a run to be repeated. */
const seed = process.env.OTELWIRE_SOAK_SEED;

/** Needs the built packages. */
function runSoak(...args: string[]): Promise<{ code: number; result: Result }> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [script, '--json', ...args], (error, stdout, stderr) => {
      if (stdout === '') reject(new Error(stderr));
      else resolve({ code: error === null ? 0 : Number(error.code), result: JSON.parse(stdout) });
    });
  });
}

/** One of both halves of the suite is enough: the exporters are the built ones, with the SDK of the repository. */
describe.runIf(process.env.OTELWIRE_SDK === undefined)(
  'a minute in which something fails every second',
  () => {
    it('leaves nothing unaccounted for, and no gap', { timeout: 300_000 }, async () => {
      const { code, result } = await runSoak(
        '--minutes',
        '1',
        ...(seed === undefined ? [] : ['--seed', seed]),
      );
      const problems = result.rows.flatMap(({ name, problems }) =>
        problems.map((text) => `${name}: ${text}`),
      );
      expect({ seed: result.seed, problems, code }).toEqual({ seed: result.seed, problems: [], code: 0 });
      expect(result.rows.map(({ name }) => name)).toEqual([
        ...['udp', 'tcp', 'unix'].map((way) => `statsd-${way}`),
        ...['udp', 'tcp', 'unix'].map((way) => `dogstatsd-${way}`),
        ...['graphite-tcp', 'graphite-pickle', 'stathat', 'stride', 'initialstate'],
      ]);
      for (const { faults, gaps, name, received, recorded, short } of result.rows) {
        expect(Object.keys(faults).length, name).toBeGreaterThan(2);
        expect(recorded, name).toBeGreaterThan(100);
        if (/graphite|stride|initialstate/.test(name))
          expect({ gaps, received, short }).toEqual({ gaps: 0, received: recorded, short: 0 });
      }
    });
  },
);
