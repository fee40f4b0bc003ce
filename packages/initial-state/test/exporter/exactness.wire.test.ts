import { createInitialStateReceiver, type InitialStateReceiver } from '@otelwire/sandbox';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { collectionOf } from '../../../core/test/otel/collection.ts';
import { exportCount, faultSeed, runFaultyExports } from '../../../sandbox/test/http/faulty-exports.ts';
import { faultNames } from '../../../sandbox/test/http/random-faults.ts';
import { InitialStateMetricExporter } from '../../src/index.ts';

let receiver: InitialStateReceiver;
beforeEach(async () => {
  receiver = await createInitialStateReceiver({ rateLimit: { calls: 1_000_000 } });
});
afterEach(() => receiver.close());

/** The server takes no time that is ten years old. */
const firstSecond = Math.floor(Date.now() / 1000) - exportCount;
const amountOf = (index: number) => 1 + ((index * 37) % 101);

it(`${exportCount} exports with random faults (seed ${faultSeed}): each event arrives, with its time, and the bucket was made before`, async () => {
  const key = 'K9hunter2hunter2';
  const { accounting, leaks, requests } = await runFaultyExports({
    receiver,
    key,
    open: (clock) =>
      new InitialStateMetricExporter({
        endpoint: receiver.endpoints.http,
        accessKey: key,
        bucketKey: 'shop',
        clock,
      }),
    collection: (index) => {
      const points = [{ value: amountOf(index), endTime: [firstSecond + index, 500_000_000] }];
      return collectionOf((['up-down', 'gauge'] as const).map((kind) => ({ name: kind, kind, points })));
    },
  });
  const expected = Array.from(
    { length: exportCount },
    (_, index) => `${firstSecond + index}.5: ${amountOf(index)}`,
  );
  for (const kind of ['up-down', 'gauge']) {
    const { events } = receiver.totals.find('shop', kind)!;
    const arrived = new Set(events.map(({ epoch, value }) => `${epoch}: ${value}`));
    expect([...arrived].sort()).toEqual([...expected].sort());
  }
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
}, 120_000);
