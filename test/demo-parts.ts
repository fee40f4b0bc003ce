import type {
  GraphiteReceiver,
  InitialStateReceiver,
  StatHatReceiver,
  StrideReceiver,
} from '@otelwire/sandbox';
import { expect } from 'vitest';

export interface Backend {
  readonly name: string;
  readonly endpoint: string;
  readonly refusedCount: number;
  take(report: object): void;
  close(): Promise<void>;
}

interface Row {
  readonly name: string;
  readonly statistic?: string;
  readonly equal: boolean;
}

export interface DemoParts {
  readonly receivers: Readonly<Record<string, object>>;
  readonly openGraphite: (receiver: GraphiteReceiver, resourceTags: object) => Promise<Backend>;
  readonly openStatHat: (receiver: StatHatReceiver) => Promise<Backend>;
  readonly openStride: (receiver: StrideReceiver, resourceTags: object) => Promise<Backend>;
  readonly openInitialState: (receiver: InitialStateReceiver, resourceTags: object) => Promise<Backend>;
  readonly Recorded: new () => { take(report: object): void };
  readonly compare: (
    recorded: object,
    backends: readonly Backend[],
  ) => { readonly backends: Readonly<Record<string, { readonly metrics: readonly Row[] }>> };
}

async function loadDemo(): Promise<DemoParts> {
  const backends = ['graphite', 'stathat', 'stride', 'initialstate'].map((name) => `backends/${name}.mjs`);
  const files = [...backends, 'backends/all.mjs', 'compare/recorded.mjs', 'compare/result.mjs'];
  const parts = files.map((file) => import(new URL(`../demo/${file}`, import.meta.url).href));
  return Object.assign({}, ...(await Promise.all(parts)));
}

const attributes = { route: '/a' };
const reportOf = (values: readonly number[], total: number, level: number) => ({
  requests: 1,
  series: [
    { key: 'wait', kind: 'histogram', name: 'wait', unit: 's', attributes, values },
    { key: 'orders', kind: 'counter', name: 'orders', attributes, value: total },
    { key: 'depth', kind: 'gauge', name: 'depth', attributes, value: level },
  ],
});
const reports = [reportOf([1, 2, 9], 5, -3), reportOf([4, 4], 7, 2)];

/** The rows that the demo marks when a backend was sent this while the shop made these reports. */
export async function markedRows(
  open: (parts: DemoParts) => Promise<Backend>,
  send: (backend: Backend) => Promise<void>,
): Promise<string[]> {
  const parts = await loadDemo();
  const backend = await open(parts);
  try {
    const recorded = new parts.Recorded();
    for (const report of reports) {
      recorded.take(report);
      backend.take(report);
    }
    await send(backend);
    const { metrics } = parts.compare(recorded, [backend]).backends[backend.name]!;
    const marked = metrics.filter(({ equal }) => !equal);
    return marked.map(({ name, statistic = '' }) => `${name} ${statistic}`.trim());
  } finally {
    await backend.close();
  }
}

/** Posts JSON, which has to be taken. */
export async function post(url: string, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  const options = { method: 'POST', body: JSON.stringify(body) };
  const { status } = await fetch(url, {
    ...options,
    headers: { 'content-type': 'application/json', ...headers },
  });
  expect(status).toBeLessThan(300);
}
