import { describe, expect, it } from 'vitest';
import { allCells, type Cell, ways } from './zero-code/cells.ts';
import type { Counts } from './zero-code/destinations.ts';
import { judge, type Ran } from './zero-code/judge.ts';

const right = { 'orders kind=rye': 3, 'orders kind=wheat': 2, visits: 700 };
const ended: Ran = { end: 0, stdout: '', stderr: '' };
const line = 'otelwire: it was too late';
const said = { ...ended, stderr: `${line}\n` };

function cellOf(application: string): Cell {
  return { ...allCells()[0]!, way: ways.find((way) => way.application === application)! };
}

function verdict(
  application: string,
  ran: Ran,
  counts: Readonly<Record<string, Counts>>,
  refused: readonly unknown[] = [],
) {
  return judge(cellOf(application), ran, new Map(Object.entries(counts)), refused);
}

describe('a cell of the matrix', () => {
  const everything = { 'code-shop': right };
  const delivered = { statsd: everything, 'own reader': everything };

  it('delivers when each has the counts and the service, and nothing was printed', () => {
    expect(verdict('own-provider', ended, delivered)).toEqual({ verdict: 'delivers' });
  });

  it('delivers, and has a line, when the hook printed one besides', () => {
    expect(verdict('own-provider', said, delivered)).toEqual({ verdict: 'delivers', text: line });
  });

  it.each<[string, Counts, string]>([
    ['nothing', {}, 'statsd: nothing'],
    ['another service', { 'env-shop': right }, 'statsd: service env-shop'],
  ])(
    'is a line when an exporter of ours has %s and the hook said one, else a failure',
    (_what, counts, what) => {
      const received = { ...delivered, statsd: counts };
      expect(verdict('own-provider', said, received)).toEqual({
        verdict: 'one line',
        text: `${what}; ${line}`,
      });
      expect(verdict('own-provider', ended, received)).toEqual({
        verdict: 'fails',
        text: `${what}; not a word`,
      });
    },
  );

  it.each<[string, Counts]>([
    ['counts twice', { 'code-shop': { 'orders kind=rye': 6, 'orders kind=wheat': 4, visits: 1400 } }],
    ['part of the counts', { 'code-shop': { visits: 700 } }],
    ['counts of two services', { 'code-shop': right, 'env-shop': right }],
  ])('fails with %s, whatever the hook says', (_what, counts) => {
    expect(verdict('own-provider', said, { ...delivered, statsd: counts }).verdict).toBe('fails');
  });

  it('fails when the reader of the application or OTLP of its SDK has nothing, whatever the hook says', () => {
    expect(verdict('own-provider', said, { ...delivered, 'own reader': {} }).verdict).toBe('fails');
    expect(verdict('node-sdk', said, { otlp: {}, dogstatsd: everything }).verdict).toBe('fails');
  });

  it('asks no OTLP of an application that brings its readers along', () => {
    expect(verdict('own-provider', ended, { ...delivered, otlp: {} })).toEqual({ verdict: 'delivers' });
  });

  it('fails when the process ended in another way, was refused, or printed anything else', () => {
    expect(verdict('own-provider', { ...ended, end: 1 }, delivered).verdict).toBe('fails');
    expect(verdict('server', ended, { statsd: { 'env-shop': right } }).verdict).toBe('fails');
    expect(verdict('own-provider', ended, delivered, [{ line: 'x' }]).verdict).toBe('fails');
    expect(verdict('own-provider', { ...ended, stderr: `${line}\n${line}\n` }, delivered).verdict).toBe(
      'fails',
    );
    expect(verdict('own-provider', { ...ended, stderr: 'a warning\n' }, delivered).verdict).toBe('fails');
  });
});

describe('the matrix', () => {
  it('has a cell for each way, list of exporters, module system, SDK and Node.js', () => {
    expect(allCells()).toHaveLength(ways.length * 3 * 2 * 3 * 4);
  });

  it('says why there is no cell: SDK 3.x on Node 20, configuration files in SDK 1.x', () => {
    const reasons = allCells().flatMap(({ sdk, node, unavailable }) =>
      unavailable === undefined ? [] : [`SDK ${sdk.major}, Node ${node}: ${unavailable}`],
    );
    expect(new Set(reasons)).toEqual(
      new Set([
        'SDK 3, Node 20: the SDK 3.x needs Node.js 22.15 or newer',
        ...[20, 22, 24, 26].map((node) => `SDK 1, Node ${node}: sdk-node 0.57 has no \`startNodeSdk\``),
      ]),
    );
  });
});
