import { createStatHatReceiver, type StatHatReceiver } from '@otelwire/sandbox';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Histogram } from '../../../core/src/index.ts';
import { collectionOf, type Recorded } from '../../../core/test/otel/collection.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import {
  exportCount,
  type FaultyExports,
  faultSeed,
  runFaultyExports,
} from '../../../sandbox/test/http/faulty-exports.ts';
import { faultNames } from '../../../sandbox/test/http/random-faults.ts';
import { StatHatMetricExporter } from '../../src/index.ts';

type Kind = Extract<Recorded['kind'], 'counter' | 'gauge' | 'histogram'>;

const FIRST_SECOND = 1_700_000_000;

let receiver: StatHatReceiver;
beforeEach(async () => {
  receiver = await createStatHatReceiver();
});
afterEach(() => receiver.close());

/** Each export has one point of each kind, of a minute of its own. */
function exportPoints(kinds: readonly Kind[], bulk: boolean): Promise<FaultyExports> {
  const key = 'K9hunter2hunter2';
  return runFaultyExports({
    receiver,
    key,
    open: (clock) =>
      new StatHatMetricExporter({ endpoint: receiver.endpoints.http, ezKey: key, bulk, clock }),
    collection: (index) => {
      const endTime = [FIRST_SECOND + 60 * index, 0];
      return collectionOf(
        kinds.map((kind) => ({ name: kind, kind, points: [{ value: pointValue(kind, index), endTime }] })),
      );
    },
  });
}

const amountOf = (index: number) => 1 + ((index * 37) % 101);

/** Of a histogram its sum; all that was recorded is the same. */
function pointValue(kind: Kind, index: number): number | Histogram {
  const amount = amountOf(index);
  if (kind !== 'histogram') return amount;
  return { count: 1, sum: amount, min: amount, max: amount, buckets: { boundaries: [], counts: [1] } };
}

const indexes = Array.from({ length: exportCount }, (_, index) => index);

/** The points of a stat that arrived: export and value. */
function arrived(stat: string): string[] {
  const points = receiver.totals.find(stat)?.points ?? [];
  return points.map(({ timestamp, value }) => `${(timestamp - FIRST_SECOND) / 60}: ${value}`);
}

/** The export whose count a request has; undefined when it has none. */
function countIn(body: string): number | undefined {
  const seconds = /"count":.*"t":(\d+)/.exec(body)?.[1] ?? /&count=.*&t=(\d+)/.exec(body)?.[1];
  return seconds === undefined ? undefined : (Number(seconds) - FIRST_SECOND) / 60;
}

const linesOf = (exports: readonly number[]) => exports.map((index) => `${index}: ${amountOf(index)}`);

/** Gives how many counts nobody can know of. */
function expectExactCounts({ requests }: FaultyExports, ...stats: string[]): number {
  const taken = new Map<number, boolean>();
  for (const { fault, request } of requests) {
    const index = countIn(request.body);
    if (index === undefined) continue;
    expect({ index, isSentAgain: taken.has(index) }).toEqual({ index, isSentAgain: false });
    if (!fault.isTold) taken.set(index, fault.isTaken);
  }
  const expected = indexes.filter((index) => taken.get(index) ?? true);
  for (const stat of stats) expect(arrived(stat).sort()).toEqual(linesOf(expected).sort());
  return taken.size;
}

function expectAllValues(...stats: string[]): void {
  for (const stat of stats) expect([...new Set(arrived(stat))].sort()).toEqual(linesOf(indexes).sort());
}

/** And that everything has gone wrong that can, without a word about the key. */
function expectAccounted(
  { accounting, leaks, requests }: FaultyExports,
  points: number,
  unconfirmed: number,
) {
  expect(accounting).toEqual({
    accepted: points,
    delivered: points - unconfirmed,
    held: 0,
    inFlight: 0,
    dropped: unconfirmed === 0 ? {} : { unconfirmed },
  });
  expect(new Set(requests.map(({ fault }) => fault.name))).toEqual(faultNames);
  expect(receiver.totals.badRequests).toEqual([]);
  expect(leaks).toEqual([]);
}

describe(`${exportCount} exports with random faults (seed ${faultSeed})`, () => {
  it('of counts in JSON: each arrives once, unless nobody can know; then that is counted, and it is not sent again', async () => {
    const run = await exportPoints(['counter'], true);
    expectAccounted(run, exportCount, expectExactCounts(run, 'counter'));
  }, 120_000);

  it('of values in JSON: each arrives, with its time', async () => {
    const run = await exportPoints(['gauge'], true);
    expectAllValues('gauge');
    expectAccounted(run, exportCount, 0);
  }, 120_000);

  it.each([
    ['JSON', true],
    ['forms', false],
  ])(
    'of both in %s: the same, and a value arrives whatever becomes of the count beside it',
    async (_, bulk) => {
      const run = await exportPoints(['counter', 'gauge'], bulk);
      expectAllValues('gauge');
      expectAccounted(run, 2 * exportCount, expectExactCounts(run, 'counter'));
    },
    120_000,
  );

  it('of histograms in JSON: the values of each arrive, and it is lost for its counts alone', async () => {
    const run = await exportPoints(['counter', 'gauge', 'histogram'], true);
    expectAllValues('gauge', 'histogram min', 'histogram p95');
    const unconfirmed = expectExactCounts(run, 'counter', 'histogram sum');
    // a counter and a histogram in each of these bodies
    expectAccounted(run, 3 * exportCount, 2 * unconfirmed);
  }, 120_000);
});

it('a request without an answer takes no value along, and of the counts only its own', async () => {
  const bodies: string[] = [];
  receiver.on('request', ({ body }) => {
    bodies.push(body);
    if (body.includes('"count":')) receiver.faults.failNext(1, 'reset-before');
  });
  receiver.faults.failNext(1, 'reset-before');
  const exporter = new StatHatMetricExporter({
    endpoint: receiver.endpoints.http,
    ezKey: 'k',
    percentiles: [],
  });
  const metrics = (['counter', 'gauge', 'histogram'] as const).map((kind) => ({
    name: kind,
    kind,
    points: [{ value: pointValue(kind, 0) }],
  }));
  expect(await exportOf(exporter, collectionOf(metrics))).toMatchObject({ code: 1 });
  expect(bodies.map((body) => body.match(/(?<="stat":")[^"]*/g))).toEqual([
    ['gauge'],
    ['gauge'],
    ['histogram min', 'histogram max'],
    ['counter', 'histogram count', 'histogram sum'],
  ]);
  expect([...receiver.totals.stats.keys()]).toEqual(['gauge', 'histogram min', 'histogram max']);
  expect(exporter.accounting).toEqual({
    accepted: 3,
    delivered: 1,
    held: 0,
    inFlight: 0,
    dropped: { unconfirmed: 2 },
  });
  await exporter.shutdown();
});
