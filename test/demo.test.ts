import { execFile } from 'node:child_process';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';

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
  readonly badLines: number;
  readonly lostDatagrams: number;
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
    expect(others).toEqual([titles, titles]);
    for (const { metrics, badLines, lostDatagrams, equal } of Object.values(result.backends)) {
      expect({ badLines, lostDatagrams, equal }).toEqual({ badLines: 0, lostDatagrams: 0, equal: true });
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
    ]);
  });

  it('ends with 1 and marks what differs when a datagram is lost', async () => {
    const { code, stdout } = await runDemo('--seconds', '3', '--json', '--lose', '1');
    const result = JSON.parse(stdout) as Result;
    expect({ code, equal: result.equal }).toEqual({ code: 1, equal: false });
    const { statsd, dogstatsd, graphite } = result.backends;
    for (const { metrics, lostDatagrams, equal } of [statsd!, dogstatsd!]) {
      expect({ lostDatagrams, equal }).toEqual({ lostDatagrams: 1, equal: false });
      const counts = metrics.find(({ statistic }) => statistic === 'count')!;
      expect(counts.equal).toBe(false);
      expect(counts.received).toBeLessThan(counts.recorded!);
    }
    expect(graphite).toMatchObject({ lostDatagrams: 0, equal: true });
  });

  it('shows a table, and the differing rows in it', async () => {
    const { code, stdout } = await runDemo('--seconds', '2', '--lose', '1');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^http\.server\.request\.duration count .* ✗/m);
    expect(stdout).toMatch(/^shop\.temperature \{room=freezer\} .* ✓/m);
    expect(stdout).toMatch(/lost on purpose: 1 to statsd, 1 to dogstatsd; none to graphite, over TCP/);
    expect(stdout).toMatch(/NOT what was recorded \(✗\): statsd, dogstatsd\.$/m);
  });

  it('says what is wrong with its options', async () => {
    const { code, stderr } = await runDemo('--seconds', 'ten');
    expect(code).toBe(2);
    expect(stderr).toContain('--seconds ten: not a number above 0');
  });
});

interface GraphiteBackend {
  readonly endpoint: string;
  readonly badLineCount: number;
  take(report: object): void;
  close(): Promise<void>;
}

interface DemoParts {
  readonly openGraphite: (resourceTags: object) => Promise<GraphiteBackend>;
  readonly Recorded: new () => { take(report: object): void };
  readonly compare: (recorded: object, backends: readonly GraphiteBackend[]) => Result;
}

async function loadDemo(): Promise<DemoParts> {
  const files = ['backends/graphite.mjs', 'compare/recorded.mjs', 'compare/result.mjs'];
  const parts = files.map((file) => import(new URL(`../demo/${file}`, import.meta.url).href));
  return Object.assign({}, ...(await Promise.all(parts)));
}

const attributes = { route: '/a' };
const reportOf = (values: readonly number[], total: number, level: number) => ({
  requests: 1,
  series: [
    { key: 'wait', kind: 'histogram', name: 'wait', attributes, values },
    { key: 'orders', kind: 'counter', name: 'orders', attributes, value: total },
    { key: 'depth', kind: 'gauge', name: 'depth', attributes, value: level },
  ],
});
const reports = [reportOf([1, 2, 9], 5, -3), reportOf([4, 4], 7, 2)];
const firstExport =
  'wait.count 3, wait.sum 12, wait.min 1, wait.max 9, wait.p50 2, wait.p95 9, wait.p99 9, orders 5, depth -3';
const lastExport =
  'wait.count 5, wait.sum 20, wait.min 4, wait.max 4, wait.p50 4, wait.p95 4, wait.p99 4, orders 7, depth 2';
const points = `${firstExport}, ${lastExport}`;

/** The rows that the demo marks when these points, all of one second, are what Graphite received of the reports. */
async function markedRows(received: string): Promise<string[]> {
  const { compare, openGraphite, Recorded } = await loadDemo();
  const backend = await openGraphite({ service: 'shop' });
  const recorded = new Recorded();
  for (const report of reports) {
    recorded.take(report);
    backend.take(report);
  }
  const lines = received.split(', ').map((point) => point.replace(' ', ';route=/a;service=shop '));
  const socket = connect(Number(new URL(backend.endpoint).port), '127.0.0.1');
  socket.end(`${lines.map((line) => `${line} 1700000000\n`).join('')}a bad line for the end\n`);
  await vi.waitFor(() => expect(backend.badLineCount).toBe(1));
  const { metrics } = compare(recorded, [backend]).backends.graphite!;
  await backend.close();
  return metrics
    .filter(({ equal }) => !equal)
    .map(({ name, statistic = '' }) => `${name} ${statistic}`.trim());
}

describe('what the demo marks of Graphite', () => {
  it('is nothing when all is right, though two exports are in one second', async () => {
    expect(await markedRows(points)).toEqual([]);
  });

  it.each([
    ['a minimum', 'wait.min 1', 'wait.min 1.5', ['wait min']],
    ['a maximum', 'wait.max 4', 'wait.max 9', ['wait max']],
    ['a percentile', 'wait.p95 4', 'wait.p95 5', ['wait p95']],
    ['a total', 'orders 7', 'orders 8', ['orders']],
    ['a level', 'depth 2', 'depth -3', ['depth {route=/a}']],
    ['a sum', 'wait.sum 20', 'wait.sum 21', ['wait sum']],
    ['a name', 'depth 2', 'depht 2', ['depth {route=/a}', 'depht route=/a service=shop']],
  ])('is %s that differs', async (_, right, wrong, rows) => {
    expect(points).toContain(right);
    expect(await markedRows(points.replace(right, wrong))).toEqual(rows);
  });

  it('is all of a histogram when an interval is missing', async () => {
    const histogram = ['count', 'sum', 'min', 'max', 'p50', 'p95', 'p99'].map((name) => `wait ${name}`);
    expect(await markedRows(firstExport)).toEqual(['depth {route=/a}', 'orders', ...histogram]);
    const [, ...withoutCount] = lastExport.split(', ');
    const rows = await markedRows(`${firstExport}, ${withoutCount.join(', ')}`);
    expect(rows).toEqual(expect.arrayContaining(['wait count', 'wait min', 'wait p50']));
  });
});
