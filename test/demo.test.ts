import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

interface Row {
  readonly name: string;
  readonly kind: string;
  readonly statistic?: string;
  readonly recorded: number | null;
  readonly received: number | null;
  readonly equal: boolean;
}

interface BackendResult {
  readonly endpoint: string;
  readonly metrics: readonly Row[];
  readonly refused: number;
  readonly lostDatagrams: number;
  readonly faults: readonly { readonly kind: string; readonly caveat?: string }[];
  readonly equal: boolean;
}

interface Result {
  readonly equal: boolean;
  readonly requests: number;
  readonly backends: Readonly<Record<string, BackendResult>>;
}

const script = fileURLToPath(new URL('../demo/main.mjs', import.meta.url));

/** Runs the demo, which needs the built packages. */
function runDemo(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

describe('the demo', { timeout: 60_000 }, () => {
  it('ends with 0 when every backend received what was recorded, and prints nothing but JSON', async () => {
    const { code, stdout, stderr } = await runDemo('--seconds', '3', '--json');
    const result = JSON.parse(stdout) as Result;
    const different = Object.values(result.backends).flatMap(({ metrics }) =>
      metrics.filter((row) => !row.equal),
    );
    expect({ different, stderr, code }).toEqual({ different: [], stderr: expect.any(String), code: 0 });
    expect(result.equal).toBe(true);
    expect(result.requests).toBeGreaterThan(0);
    const [titles, ...others] = Object.values(result.backends).map(({ metrics }) =>
      metrics.map(({ name, statistic, kind }) => [name, statistic, kind]),
    );
    expect(others).toEqual(others.map(() => titles));
    for (const { metrics, refused, lostDatagrams, equal } of Object.values(result.backends)) {
      expect({ refused, lostDatagrams, equal }).toEqual({ refused: 0, lostDatagrams: 0, equal: true });
      expect(metrics.find(({ name }) => name === 'shop.orders')).toMatchObject({ kind: 'counter' });
      expect(metrics.find(({ statistic }) => statistic === 'p99')?.received).toBeGreaterThan(0);
      expect(metrics.some(({ received }) => received !== null && received < 0)).toBe(true);
    }
    const ways = Object.entries(result.backends).map(([name, { endpoint }]) => [
      name,
      endpoint.split(':')[0],
    ]);
    expect(ways).toEqual([
      ['statsd', 'udp'],
      ['dogstatsd', 'udp'],
      ['graphite', 'tcp'],
      ['stathat', 'http'],
      ['stride', 'http'],
      ['initialstate', 'http'],
    ]);
  });

  it('ends with 1 and marks what differs when a datagram is lost', async () => {
    const { code, stdout } = await runDemo('--seconds', '3', '--json', '--lose', '1');
    const result = JSON.parse(stdout) as Result;
    expect({ code, equal: result.equal }).toEqual({ code: 1, equal: false });
    const { statsd, dogstatsd, ...others } = result.backends;
    for (const { metrics, lostDatagrams, equal } of [statsd!, dogstatsd!]) {
      expect({ lostDatagrams, equal }).toEqual({ lostDatagrams: 1, equal: false });
      const counts = metrics.find(({ statistic }) => statistic === 'count')!;
      expect(counts.equal).toBe(false);
      expect(counts.received).toBeLessThan(counts.recorded!);
    }
    expect(Object.values(others).map(({ lostDatagrams, equal }) => ({ lostDatagrams, equal }))).toEqual(
      Array.from({ length: 4 }, () => ({ lostDatagrams: 0, equal: true })),
    );
  });

  it('shows a table that fits into a hundred columns, and what differs in it', async () => {
    const { code, stdout } = await runDemo('--seconds', '2', '--lose', '1');
    expect(code).toBe(1);
    const lines = stdout.split('\n');
    expect(lines.filter(({ length }) => length > 100)).toEqual([]);
    const lineOf = (name: string) => lines.find((line) => line.startsWith(name))?.split(/ {2,}/);
    const right = ['✓', '✓', '✓', '✓'];
    const lost = expect.stringMatching(/^−[\d.]+ ✗$/);
    expect(lineOf('metric')).toEqual([
      'metric',
      'recorded',
      ...['statsd', 'dogstatsd', 'graphite', 'stathat', 'stride', 'initialstate'],
    ]);
    expect(lineOf('shop.orders')).toEqual(['shop.orders', expect.any(String), lost, lost, ...right]);
    const room = [expect.any(String), '✓', '✓', ...right];
    expect(lineOf('  room=freezer')).toEqual(['', 'room=freezer', ...room]);
    expect(stdout).toMatch(/lost on purpose: 1 to statsd, 1 to dogstatsd; none to the others, over TCP/);
    expect(stdout).toMatch(/NOT what was recorded \(✗\): statsd, dogstatsd\.$/m);
  });

  it.concurrent.each(['refuse', 'stall', 'slow=300', 'answer=503'])(
    'ends with 0 though there was a fault in between (%s), and tells what it means',
    async (fault) => {
      const { code, stdout, stderr } = await runDemo('--seconds', '6', '--json', '--fault', fault);
      const { backends, equal } = JSON.parse(stdout) as Result;
      const different = Object.entries(backends).flatMap(([name, { metrics }]) =>
        metrics.filter((row) => !row.equal).map((row) => ({ ...row, backend: name })),
      );
      expect({ different, code, equal, stderr }).toMatchObject({ different: [], code: 0, equal: true });
      const [kind] = fault.split('=');
      const broken = Object.entries(backends).filter(([, { faults }]) => faults.length > 0);
      const overHttp = ['stathat', 'stride', 'initialstate'];
      expect(broken.map(([name]) => name)).toEqual(
        kind === 'answer' ? overHttp : ['statsd', 'dogstatsd', 'graphite', ...overHttp],
      );
      for (const [, { faults }] of broken) expect(faults).toMatchObject([{ kind }]);
      if (kind === 'refuse') expect(backends.statsd?.faults[0]?.caveat).toContain('are not compared');
    },
  );

  it('ends with 0 and says why where a protocol cannot tell what was lost', async () => {
    const { code, stdout } = await runDemo('--seconds', '6', '--fault', 'drop=50');
    expect(code).toBe(0);
    expect(stdout).toMatch(/Broken on purpose, and mended again: statsd \(drop 50\)/);
    expect(stdout).toMatch(/^statsd: what a network loses of datagrams/m);
    expect(stdout).toMatch(/but for what is said of .*statsd/);
  });

  it('says what is wrong with its options', async () => {
    const { code, stderr } = await runDemo('--seconds', 'ten');
    expect(code).toBe(2);
    expect(stderr).toContain('--seconds ten: not a number above 0');
  });
});
