import { AggregationTemporality, InstrumentType } from '@opentelemetry/sdk-metrics';
import { describe, expect, it } from 'vitest';
import { collectionOf } from '../../../core/test/otel/collection.ts';
import { recordingLogger } from '../../../core/test/otel/recording-logger.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import { eventsOf, wireInitialState } from './wired.ts';

const eu = { region: 'eu' };
const include = { attributes: { include: ['region'] } };
const { CUMULATIVE, DELTA } = AggregationTemporality;

describe('by default', () => {
  it('a counter is its total, also when nothing was added', async () => {
    const wired = wireInitialState(include);
    const orders = wired.meter.createCounter('orders');
    orders.add(3, eu);
    expect(await wired.values()).toEqual({ 'orders {region=eu}': 3 });
    orders.add(1.5, eu);
    expect(await wired.values()).toEqual({ 'orders {region=eu}': 4.5 });
    expect(await wired.values()).toEqual({ 'orders {region=eu}': 4.5 });
  });

  it('an up-down counter is its level, a gauge its last value', async () => {
    const wired = wireInitialState();
    wired.meter.createUpDownCounter('queue').add(-7);
    wired.meter.createGauge('depth').record(1e-7);
    const values = { queue: -7, depth: 1e-7 };
    expect(await wired.values()).toEqual(values);
    expect(await wired.values()).toEqual(values);
  });

  it('an observable gauge ends when it is not observed any more', async () => {
    const wired = wireInitialState();
    let isObserved = true;
    wired.meter.createObservableGauge('heat').addCallback((result) => {
      if (isObserved) result.observe(36.6);
    });
    expect(await wired.values()).toEqual({ heat: 36.6 });
    isObserved = false;
    expect(await wired.values()).toEqual({});
  });

  it('a histogram is its count and sum so far, and statistics of the interval', async () => {
    const wired = wireInitialState(include);
    const latency = wired.meter.createHistogram('latency', { unit: 's' });
    latency.record(10, eu);
    latency.record(30, eu);
    expect(await wired.values()).toEqual({
      'latency.count {region=eu}': 2,
      'latency.sum {region=eu}': 40,
      'latency.min {region=eu}': 10,
      'latency.max {region=eu}': 30,
      'latency.p50 {region=eu}': 10,
      'latency.p95 {region=eu}': 30,
      'latency.p99 {region=eu}': 30,
    });
    expect(await wired.values()).toEqual({});
    latency.record(0.5, eu);
    expect(await wired.values()).toMatchObject({
      'latency.count {region=eu}': 3,
      'latency.sum {region=eu}': 40.5,
      'latency.min {region=eu}': 0.5,
      'latency.max {region=eu}': 0.5,
    });
  });

  it('no attribute is part of a key, and the series of a metric are added up', async () => {
    const wired = wireInitialState({ percentiles: [] });
    wired.meter.createCounter('orders').add(1, eu);
    wired.meter.createCounter('orders').add(2, { region: 'us' });
    wired.meter.createHistogram('latency').record(1, eu);
    wired.meter.createHistogram('latency').record(3, { region: 'us' });
    expect(await wired.values()).toEqual({
      orders: 3,
      'latency.count': 2,
      'latency.sum': 4,
      'latency.min': 1,
      'latency.max': 3,
    });
  });
});

it('with the word `delta`, counters, counts and sums are amounts of the interval', async () => {
  const wired = wireInitialState({ temporalityPreference: 'delta', percentiles: [] });
  for (const amount of [2, 3]) {
    wired.meter.createCounter('orders').add(amount);
    wired.meter.createHistogram('latency').record(amount);
    expect(await wired.values()).toMatchObject({ orders: amount, 'latency.count': 1, 'latency.sum': amount });
  }
});

it('totals are asked of counters, and the interval of histograms', () => {
  const { exporter } = wireInitialState();
  const asked = (type: keyof typeof InstrumentType) =>
    exporter.selectAggregationTemporality(InstrumentType[type]);
  expect([asked('COUNTER'), asked('OBSERVABLE_COUNTER'), asked('UP_DOWN_COUNTER')]).toEqual([
    CUMULATIVE,
    CUMULATIVE,
    CUMULATIVE,
  ]);
  expect([asked('HISTOGRAM'), asked('OBSERVABLE_GAUGE'), asked('GAUGE')]).toEqual([DELTA, DELTA, CUMULATIVE]);
});

it('the time of an event is that of the collection, in seconds with milliseconds', async () => {
  const { exporter, transport } = wireInitialState();
  const points = [{ value: 1.25, endTime: [1_700_000_000, 123_999_999] }];
  await exportOf(exporter, collectionOf([{ name: 'depth', kind: 'gauge', points }]));
  expect(transport.text).toBe('[{"key":"depth","value":1.25,"epoch":1700000000.123}]');
});

it('what is no number, or has no time, is dropped and counted', async () => {
  const { exporter, transport } = wireInitialState();
  const values = [Number.NaN, Number.POSITIVE_INFINITY, 1, 2];
  const names = ['nan', 'infinite', 'finite', 'timeless'];
  const metrics = names.map((name, i) => ({
    name,
    kind: 'gauge' as const,
    points: [{ value: values[i]!, endTime: [name === 'timeless' ? Number.NaN : 7, 0] }],
  }));
  await exportOf(exporter, collectionOf(metrics));
  expect(eventsOf(transport)).toEqual([{ key: 'finite', value: 1, epoch: 7 }]);
  const dropped = { not_finite: 2, invalid_timestamp: 1 };
  expect(exporter.accounting).toMatchObject({ accepted: 4, delivered: 1, dropped });
});

describe('keys', () => {
  it('that come out the same are reported, and merged where they are of one kind', async () => {
    const { logger, messages } = recordingLogger();
    const wired = wireInitialState({ logger, percentiles: [], prefix: 'shop' });
    wired.meter.createCounter('a{').add(1);
    wired.meter.createCounter('a(').add(2);
    wired.meter.createHistogram('h').record(4);
    wired.meter.createGauge('h.count').record(9);
    expect(await wired.values()).toMatchObject({ 'shop.a(': 3, 'shop.h.count': 1 });
    expect(wired.exporter.accounting.dropped).toEqual({ name_collision: 1 });
    expect(messages[0]).toContain("are both 'shop.a(' on the wire; their points are merged");
    expect(messages[1]).toContain("are both 'shop.h.count' on the wire; the latter is dropped");
  });

  it('have the attributes of the resource that are asked for', async () => {
    const resource = { 'service.name': 'shop', 'service.version': '2', 'host.name': 'web-1', region: 'all' };
    const options = { ...include, resourceAttributes: ['host.name', 'region'] };
    const wired = wireInitialState(options, { resource });
    wired.meter.createCounter('orders').add(1, eu);
    wired.meter.createCounter('orders').add(2);
    expect(await wired.values()).toEqual({
      'orders {host.name=web-1,region=eu}': 1,
      'orders {host.name=web-1,region=all}': 2,
    });
  });
});
