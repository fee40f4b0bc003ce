import { createStrideReceiver, type StrideReceiver } from '@otelwire/sandbox';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { collectionOf } from '../../../core/test/otel/collection.ts';
import { exportCount, faultSeed, runFaultyExports } from '../../../sandbox/test/http/faulty-exports.ts';
import { faultNames } from '../../../sandbox/test/http/random-faults.ts';
import { StrideMetricExporter } from '../../src/index.ts';

const FIRST_SECOND = 1_700_000_000;

let receiver: StrideReceiver;
beforeEach(async () => {
  receiver = await createStrideReceiver();
});
afterEach(() => receiver.close());

const amountOf = (index: number) => 1 + ((index * 37) % 101);
const timeOf = (index: number) =>
  `${new Date((FIRST_SECOND + index) * 1000).toISOString().slice(0, 19)}.000000000Z`;

it.each(['json-array', 'multi-stream'] as const)(
  `${exportCount} exports with random faults (seed ${faultSeed}): each event arrives, with its time, and again only with its $id (%s)`,
  async (body) => {
    const key = 'K9hunter2hunter2';
    const { accounting, leaks, requests } = await runFaultyExports({
      receiver,
      key,
      open: (clock) =>
        new StrideMetricExporter({ endpoint: receiver.endpoints.http, apiKey: key, body, clock }),
      collection: (index) => {
        const points = [{ value: amountOf(index), endTime: [FIRST_SECOND + index, 0] }];
        return collectionOf((['counter', 'gauge'] as const).map((kind) => ({ name: kind, kind, points })));
      },
    });
    const stream = receiver.totals.find('otel_metrics')!;
    const expected = Array.from({ length: exportCount }, (_, index) => [
      `counter ${timeOf(index)} ${amountOf(index)}`,
      `gauge ${timeOf(index)} ${amountOf(index)}`,
    ]).flat();
    const arrived = stream.distinctEvents.map(
      ({ $timestamp, name, value }) => `${name} ${$timestamp} ${value}`,
    );
    expect(arrived.sort()).toEqual(expected.sort());
    expect(stream.duplicateCount).toBeGreaterThan(0);
    expect(new Set(stream.events.map((event) => JSON.stringify(event))).size).toBe(2 * exportCount);
    expect(accounting).toEqual({
      accepted: 2 * exportCount,
      delivered: 2 * exportCount,
      held: 0,
      inFlight: 0,
      dropped: {},
    });
    expect(new Set(requests.map(({ fault }) => fault.name))).toEqual(faultNames);
    expect(receiver.totals.badRequests).toEqual([]);
    expect(leaks).toEqual([]);
  },
  120_000,
);
