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

interface Result {
  readonly equal: boolean;
  readonly requests: number;
  readonly backends: Readonly<Record<string, { metrics: Row[]; badLines: number; equal: boolean }>>;
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
    for (const { metrics, badLines, equal } of Object.values(result.backends)) {
      expect({ badLines, equal }).toEqual({ badLines: 0, equal: true });
      expect(metrics.find(({ name }) => name === 'shop.orders')).toMatchObject({ kind: 'counter' });
      expect(metrics.find(({ statistic }) => statistic === 'p99')?.received).toBeGreaterThan(0);
      expect(metrics.some(({ received }) => received !== null && received < 0)).toBe(true);
    }
    expect(Object.keys(result.backends)).toEqual(['statsd', 'dogstatsd']);
  });

  it('ends with 1 and marks what differs when a datagram is lost', async () => {
    const { code, stdout } = await runDemo('--seconds', '3', '--json', '--lose', '1');
    const result = JSON.parse(stdout) as Result;
    expect({ code, equal: result.equal }).toEqual({ code: 1, equal: false });
    for (const { metrics, equal } of Object.values(result.backends)) {
      expect(equal).toBe(false);
      const counts = metrics.find(({ statistic }) => statistic === 'count')!;
      expect(counts.equal).toBe(false);
      expect(counts.received).toBeLessThan(counts.recorded!);
    }
  });

  it('shows a table, and the differing rows in it', async () => {
    const { code, stdout } = await runDemo('--seconds', '2', '--lose', '1');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^http\.server\.request\.duration count .* ✗/m);
    expect(stdout).toMatch(/^shop\.temperature \{room=freezer\} .* ✓/m);
    expect(stdout).toMatch(/NOT what was recorded \(✗\): statsd, dogstatsd\.$/m);
  });

  it('says what is wrong with its options', async () => {
    const { code, stderr } = await runDemo('--seconds', 'ten');
    expect(code).toBe(2);
    expect(stderr).toContain('--seconds ten: not a number above 0');
  });
});
