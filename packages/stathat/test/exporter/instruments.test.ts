import { describe, expect, it } from 'vitest';
import { collectionOf } from '../../../core/test/otel/collection.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import { wireStatHat } from './wired.ts';

describe('an instrument', () => {
  it('Counter: what was added since the last export, as a count', async () => {
    const wired = wireStatHat();
    const counter = wired.meter.createCounter('orders');
    counter.add(2);
    counter.add(0.5);
    expect(await wired.lines()).toEqual(['orders: count 2.5']);
    counter.add(4);
    expect(await wired.lines()).toEqual(['orders: count 4']);
    expect(await wired.lines()).toEqual([]);
  });

  it('ObservableCounter: what it grew by, and nothing where it did not', async () => {
    const wired = wireStatHat();
    let total = 10;
    wired.meter.createObservableCounter('requests').addCallback((result) => result.observe(total));
    expect(await wired.lines()).toEqual(['requests: count 10']);
    expect(await wired.lines()).toEqual([]);
    total = 13;
    expect(await wired.lines()).toEqual(['requests: count 3']);
    expect(wired.exporter.accounting).toEqual({
      accepted: 2,
      delivered: 2,
      held: 0,
      inFlight: 0,
      dropped: {},
    });
  });

  it('UpDownCounter, ObservableUpDownCounter: the level, as a value', async () => {
    const wired = wireStatHat();
    const carts = wired.meter.createUpDownCounter('carts');
    wired.meter.createObservableUpDownCounter('stock').addCallback((result) => result.observe(-3));
    carts.add(5);
    expect(await wired.lines()).toEqual(['carts: value 5', 'stock: value -3']);
    carts.add(-5);
    expect(await wired.lines()).toEqual(['carts: value 0', 'stock: value -3']);
  });

  it('Gauge, ObservableGauge: the last value', async () => {
    const wired = wireStatHat();
    wired.meter.createGauge('temperature').record(21.5);
    wired.meter.createObservableGauge('depth').addCallback((result) => result.observe(7));
    expect(await wired.lines()).toEqual(['temperature: value 21.5', 'depth: value 7']);
  });

  it('Histogram: count and sum as counts, the others as values', async () => {
    const wired = wireStatHat({ percentiles: [50, 99.9] });
    const latency = wired.meter.createHistogram('latency');
    for (const value of [1, 2, 4]) latency.record(value);
    const lines = await wired.lines();
    expect(lines.slice(0, 2)).toEqual(['latency min: value 1', 'latency max: value 4']);
    expect(lines.slice(2, 4).map((line) => line.split(': ')[0])).toEqual(['latency p50', 'latency p99_9']);
    expect(lines.slice(4)).toEqual(['latency count: count 3', 'latency sum: count 7']);
    expect(await wired.lines()).toEqual([]);
  });

  it('Histogram that adds up to nothing: its sum is no count', async () => {
    const wired = wireStatHat({ percentiles: [] });
    wired.meter.createHistogram('latency').record(0);
    expect(await wired.lines()).toEqual([
      'latency min: value 0',
      'latency max: value 0',
      'latency count: count 1',
    ]);
  });

  it.each(['base2_exponential_bucket_histogram', 'explicit_bucket_histogram'] as const)(
    'Histogram with %s: percentiles lie between minimum and maximum',
    async (histogramAggregation) => {
      const wired = wireStatHat({ histogramAggregation });
      const latency = wired.meter.createHistogram('latency');
      for (let i = 1; i <= 100; i += 1) latency.record(i);
      const values = (await wired.items()).slice(0, -2).map(({ value }) => value!);
      expect(values.slice(0, 2)).toEqual([1, 100]);
      expect(values).toHaveLength(5);
      expect([1, ...values.slice(2), 100]).toEqual([1, ...values.slice(2), 100].sort((a, b) => a - b));
    },
  );
});

it('what is cumulative is never a count, since the server would add it to what it has', async () => {
  const wired = wireStatHat({ temporalityPreference: 'cumulative', percentiles: [] });
  wired.meter.createCounter('orders').add(2);
  wired.meter.createHistogram('latency').record(3);
  expect(await wired.lines()).toEqual([
    'orders: value 2',
    'latency min: value 3',
    'latency max: value 3',
    'latency count: value 1',
    'latency sum: value 3',
  ]);
});

it('every number has the second of its collection', async () => {
  const wired = wireStatHat();
  const points = [{ value: 1, endTime: [1_700_000_000, 999_999_999] }];
  await exportOf(wired.exporter, collectionOf([{ name: 'n', kind: 'gauge', points }]));
  expect(wired.sent).toEqual([{ stat: 'n', value: 1, t: 1_700_000_000 }]);
});

it('what is no number is dropped and counted, and spoils nothing else', async () => {
  const wired = wireStatHat({ percentiles: [] });
  const bad = [Number.NaN, Number.POSITIVE_INFINITY].map((value, i) => ({ value, attributes: { i } }));
  const histogram = { count: 1, sum: Number.NaN, min: 1, max: 1, buckets: { boundaries: [], counts: [1] } };
  await exportOf(
    wired.exporter,
    collectionOf([
      { name: 'n', kind: 'counter', points: [bad[0]!] },
      { name: 'm', kind: 'gauge', points: [bad[1]!] },
      { name: 'h', kind: 'histogram', points: [{ value: histogram }] },
    ]),
  );
  expect(wired.sent.map(({ stat }) => stat)).toEqual(['h min', 'h max', 'h count']);
  expect(wired.exporter.accounting).toMatchObject({ accepted: 3, delivered: 1, dropped: { not_finite: 2 } });
});

it('numbers are decimals that read back as the same double', async () => {
  const wired = wireStatHat();
  const values = [1e21, 1e-7, 0.1 + 0.2, -0, Number.MAX_SAFE_INTEGER];
  const points = values.map((value) => ({ value }));
  for (const point of points) {
    await exportOf(wired.exporter, collectionOf([{ name: 'n', kind: 'gauge', points: [point] }]));
  }
  expect(wired.sent.map(({ value }) => value)).toEqual([1e21, 1e-7, 0.1 + 0.2, 0, Number.MAX_SAFE_INTEGER]);
  expect(wired.transport.text).not.toMatch(/"value":[^,]*[eE]|-0[,}]/);
});
