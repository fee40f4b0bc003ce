import { connect } from 'node:net';
import { createGraphiteReceiver, createInitialStateReceiver, createStatHatReceiver } from '@otelwire/sandbox';
import { describe, expect, it, vi } from 'vitest';
import { type Backend, type DemoParts, markedRows, post } from './demo-parts.ts';

type Points = readonly (readonly [name: string, value: number])[];

/** Both exports in one second. */
async function sendToGraphite(backend: Backend, points: Points) {
  const lines = points.map(([name, value]) => `${name};route=/a;service=shop ${value} 1700000000\n`);
  const socket = connect(Number(new URL(backend.endpoint).port), '127.0.0.1');
  socket.end(`${lines.join('')}a bad line for the end\n`);
  await vi.waitFor(() => expect(backend.refusedCount).toBe(1), 10_000);
}

async function sendToStatHat({ endpoint }: Backend, points: Points) {
  const isCount = (name: string) => /count|sum|orders/.test(name);
  const data = points.map(([name, value]) => ({
    stat: `${name.replace('.', ' ')} route=/a`,
    [isCount(name) ? 'count' : 'value']: value,
    t: 1700000000,
  }));
  await post(`${endpoint}/ez`, { ezkey: 'demo', data });
}

async function sendToInitialState({ endpoint }: Backend, points: Points) {
  const headers = { 'x-is-accesskey': 'demo', 'x-is-bucketkey': 'shop', 'accept-version': '~0' };
  await post(`${endpoint}/buckets`, { bucketKey: 'shop', bucketName: 'shop' }, headers);
  const events = points.map(([name, value], i) => ({
    key: `${name} {route=/a}`,
    value,
    epoch: 1700000000 + i / 1000,
  }));
  await post(`${endpoint}/events`, events, headers);
}

const firstExport =
  'wait.count 3, wait.sum 12, wait.min 1, wait.max 9, wait.p50 2, wait.p95 9, wait.p99 9, orders 5, depth -3';
const levels = 'wait.min 4, wait.max 4, wait.p50 4, wait.p95 4, wait.p99 4';
const totals = `wait.count 5, wait.sum 20, ${levels}, orders 7, depth 2`;
const amounts = `wait.count 2, wait.sum 8, ${levels}, orders 2, depth 2`;
const service = { service: 'shop' };
const backends = [
  {
    name: 'Graphite',
    lastExport: totals,
    unexpected: 'depht route=/a service=shop',
    open: async ({ openGraphite, receivers }: DemoParts) =>
      openGraphite(await createGraphiteReceiver(receivers.graphite), service),
    send: sendToGraphite,
  },
  {
    name: 'StatHat',
    lastExport: amounts,
    unexpected: 'depht route=/a',
    open: async ({ openStatHat, receivers }: DemoParts) =>
      openStatHat(await createStatHatReceiver(receivers.stathat)),
    send: sendToStatHat,
  },
  {
    name: 'Initial State',
    lastExport: totals,
    unexpected: 'depht {route=/a}',
    open: async ({ openInitialState, receivers }: DemoParts) =>
      openInitialState(await createInitialStateReceiver(receivers.initialstate), service),
    send: sendToInitialState,
  },
];

describe.each(backends)('what the demo marks of $name', ({ lastExport, unexpected, open, send }) => {
  const marksOf = (text: string) => {
    const points = text.split(', ').map((point) => point.split(' '));
    return markedRows(open, (backend) =>
      send(
        backend,
        points.map(([name, value]) => [name!, Number(value)]),
      ),
    );
  };
  const both = `${firstExport}, ${lastExport}`;

  it('is nothing when all is right', async () => {
    expect(await marksOf(both)).toEqual([]);
  });

  it.each([
    ['a minimum', /(wait\.min) 1/, '$1 1.5', ['wait min']],
    ['a maximum', /(wait\.max) 4/, '$1 9', ['wait max']],
    ['a percentile', /(wait\.p95) 4/, '$1 5', ['wait p95']],
    ['a total', /(orders) 5/, '$1 4', lastExport === totals ? [] : ['orders']],
    ['the last total', /(orders) [72]/, '$1 8', ['orders']],
    ['a level', /(depth) 2/, '$1 -3', ['depth {route=/a}']],
    ['a sum', /(wait\.sum) (20|8)/, '$1 21', ['wait sum']],
    ['a name', /depth 2/, 'depht 2', ['depth {route=/a}', unexpected]],
  ])('is %s that differs', async (_, right, wrong, rows) => {
    expect(both).toMatch(right);
    expect(await marksOf(both.replace(right, wrong))).toEqual(rows);
  });

  it('is all of a histogram when an interval is missing', async () => {
    const histogram = ['count', 'sum', 'min', 'max', 'p50', 'p95', 'p99'].map((name) => `wait ${name}`);
    expect(await marksOf(firstExport)).toEqual(['depth {route=/a}', 'orders', ...histogram]);
    const [, ...withoutCount] = lastExport.split(', ');
    const rows = await marksOf(`${firstExport}, ${withoutCount.join(', ')}`);
    expect(rows).toEqual(expect.arrayContaining(['wait count', 'wait min', 'wait p50']));
  });
});
