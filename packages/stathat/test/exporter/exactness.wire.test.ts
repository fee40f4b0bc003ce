import { createStatHatReceiver, type StatHatReceiver } from '@otelwire/sandbox';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collectionOf, type Recorded } from '../../../core/test/otel/collection.ts';
import {
  exportCount,
  type FaultyExports,
  faultSeed,
  runFaultyExports,
} from '../../../sandbox/test/http/faulty-exports.ts';
import { faultNames } from '../../../sandbox/test/http/random-faults.ts';
import { StatHatMetricExporter } from '../../src/index.ts';

type Kind = Extract<Recorded['kind'], 'counter' | 'gauge'>;

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
      const points = [{ value: amountOf(index), endTime: [FIRST_SECOND + 60 * index, 0] }];
      return collectionOf(kinds.map((kind) => ({ name: kind, kind, points })));
    },
  });
}

const amountOf = (index: number) => 1 + ((index * 37) % 101);
const indexes = Array.from({ length: exportCount }, (_, index) => index);

/** The points that arrived: export and value. */
function arrived(kind: Kind): string[] {
  const points = receiver.totals.find(kind)?.points ?? [];
  return points.map(({ timestamp, value }) => `${(timestamp - FIRST_SECOND) / 60}: ${value}`);
}

/** The export whose count a request has; undefined when it has none. */
function countIn(body: string): number | undefined {
  const seconds = /"count":.*"t":(\d+)/.exec(body)?.[1] ?? /&count=.*&t=(\d+)/.exec(body)?.[1];
  return seconds === undefined ? undefined : (Number(seconds) - FIRST_SECOND) / 60;
}

const linesOf = (exports: readonly number[]) => exports.map((index) => `${index}: ${amountOf(index)}`);

/** Gives how many counts nobody can know of. */
function expectExactCounts({ requests }: FaultyExports): number {
  const taken = new Map<number, boolean>();
  for (const { fault, request } of requests) {
    const index = countIn(request.body);
    if (index === undefined) continue;
    expect({ index, isSentAgain: taken.has(index) }).toEqual({ index, isSentAgain: false });
    if (!fault.isTold) taken.set(index, fault.isTaken);
  }
  const expected = indexes.filter((index) => taken.get(index) ?? true);
  expect(arrived('counter').sort()).toEqual(linesOf(expected).sort());
  return taken.size;
}

function expectAllValues(): void {
  expect([...new Set(arrived('gauge'))].sort()).toEqual(linesOf(indexes).sort());
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
    expectAccounted(run, exportCount, expectExactCounts(run));
  }, 120_000);

  it('of values in JSON: each arrives, with its time', async () => {
    const run = await exportPoints(['gauge'], true);
    expectAllValues();
    expectAccounted(run, exportCount, 0);
  }, 120_000);

  it('of both in forms: the same, and a value arrives whatever becomes of the count beside it', async () => {
    const run = await exportPoints(['counter', 'gauge'], false);
    expectAllValues();
    expectAccounted(run, 2 * exportCount, expectExactCounts(run));
  }, 120_000);
});
