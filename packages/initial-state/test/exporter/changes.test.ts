import { describe, expect, it } from 'vitest';
import { collectionOf } from '../../../core/test/otel/collection.ts';
import { recordingLogger } from '../../../core/test/otel/recording-logger.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import { eventsOf, type Wired, wireInitialState } from './wired.ts';

const FIRST_SECOND = 1_700_000_000;
/** A reader has one, which is the same object each time. */
const resource = {};

/** What is sent when gauges have these values at a second. */
async function sent(wired: Wired, second: number, values: Record<string, number>): Promise<unknown> {
  wired.transport.clear();
  const metrics = Object.entries(values).map(([name, value]) => ({
    name,
    kind: 'gauge' as const,
    points: [{ value, endTime: [FIRST_SECOND + second, 0] }],
  }));
  await exportOf(wired.exporter, collectionOf(metrics, resource));
  return Object.fromEntries(eventsOf(wired.transport).map(({ key, value }) => [key, value]));
}

describe('with sendOnChange', () => {
  it('a value goes out when it is another one, and after the heartbeat', async () => {
    const wired = wireInitialState({ sendOnChange: true, heartbeatMillis: 60_000 });
    expect(await sent(wired, 0, { a: 1, b: 1 })).toEqual({ a: 1, b: 1 });
    expect(await sent(wired, 10, { a: 1, b: 2 })).toEqual({ b: 2 });
    expect(await sent(wired, 59, { a: 1, b: 2 })).toEqual({});
    expect(await sent(wired, 60, { a: 1, b: 2 })).toEqual({ a: 1 });
    expect(await sent(wired, 70, { a: 1, b: 2 })).toEqual({ b: 2 });
    const { accepted, delivered, dropped } = wired.exporter.accounting;
    expect({ accepted, delivered, dropped }).toEqual({
      accepted: 10,
      delivered: 5,
      dropped: { unchanged: 5 },
    });
  });

  it('what is left out is counted, and nothing is said of it', async () => {
    const { logger, messages } = recordingLogger();
    const wired = wireInitialState({ sendOnChange: true, logger });
    for (const second of [0, 1, 2]) await sent(wired, second, { a: 1, b: second, c: Number.NaN });
    expect(wired.exporter.accounting).toEqual({
      accepted: 9,
      delivered: 4,
      held: 0,
      inFlight: 0,
      dropped: { unchanged: 2, not_finite: 3 },
    });
    expect(messages).toEqual([expect.stringMatching(/^warn: data points are dropped \(not_finite\)/)]);
  });

  it('an export of which nothing is left succeeds, and leaves nothing in flight', async () => {
    const wired = wireInitialState({ sendOnChange: true });
    const collection = (second: number) =>
      collectionOf(
        [{ name: 'a', kind: 'gauge', points: [{ value: 1, endTime: [FIRST_SECOND + second, 0] }] }],
        resource,
      );
    await exportOf(wired.exporter, collection(0));
    expect(await exportOf(wired.exporter, collection(1))).toEqual({ code: 0 });
    expect(wired.transport.payloads).toHaveLength(1);
    expect(wired.exporter.accounting).toEqual({
      accepted: 2,
      delivered: 1,
      held: 0,
      inFlight: 0,
      dropped: { unchanged: 1 },
    });
  });

  it('a clock that was set back does not silence it', async () => {
    const wired = wireInitialState({ sendOnChange: true });
    await sent(wired, 1000, { a: 1 });
    expect(await sent(wired, 0, { a: 1 })).toEqual({ a: 1 });
    expect(await sent(wired, 1, { a: 1 })).toEqual({});
  });

  it('of a histogram only the statistics that have changed go out', async () => {
    const wired = wireInitialState({ sendOnChange: true, percentiles: [50] });
    const latency = wired.meter.createHistogram('latency');
    latency.record(4);
    expect(Object.keys(await wired.values())).toHaveLength(5);
    latency.record(4);
    expect(await wired.values()).toEqual({ 'latency.count': 2, 'latency.sum': 8 });
    expect(wired.exporter.accounting).toMatchObject({ accepted: 2, delivered: 2 });
  });

  it('what was over the limit of an export is still a change', async () => {
    const wired = wireInitialState({ sendOnChange: true, maxEventsPerExport: 1 });
    expect(await sent(wired, 0, { a: 1, b: 1 })).toEqual({ a: 1 });
    expect(await sent(wired, 1, { a: 1, b: 1 })).toEqual({ b: 1 });
    expect(await sent(wired, 2, { a: 2, b: 2 })).toEqual({ a: 2 });
    expect(await sent(wired, 3, { a: 2, b: 2 })).toEqual({ b: 2 });
  });
});

it('without it, everything goes out each time', async () => {
  const wired = wireInitialState();
  for (const second of [0, 1]) expect(await sent(wired, second, { a: 1 })).toEqual({ a: 1 });
});
