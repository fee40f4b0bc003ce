import { AggregationTemporality, InstrumentType } from '@opentelemetry/sdk-metrics';
import { describe, expect, it } from 'vitest';
import { recordingLogger } from '../../../core/test/otel/recording-logger.ts';
import { GraphiteMetricExporter } from '../../src/index.ts';
import { wireGraphite } from './wired.ts';

const eu = { region: 'eu' };
const { CUMULATIVE, DELTA } = AggregationTemporality;

describe('by default', () => {
  it('a counter is its total, also when nothing was added', async () => {
    const wired = wireGraphite();
    const orders = wired.meter.createCounter('orders');
    orders.add(3, eu);
    expect(await wired.lines()).toEqual(['orders;region=eu 3']);
    orders.add(1.5, eu);
    orders.add(2, eu);
    expect(await wired.lines()).toEqual(['orders;region=eu 6.5']);
    expect(await wired.lines()).toEqual(['orders;region=eu 6.5']);
  });

  it('an up-down counter is its level', async () => {
    const wired = wireGraphite();
    const queue = wired.meter.createUpDownCounter('queue');
    queue.add(5, eu);
    queue.add(-7, eu);
    expect(await wired.lines()).toEqual(['queue;region=eu -2']);
    expect(await wired.lines()).toEqual(['queue;region=eu -2']);
  });

  it('a gauge is repeated as long as it is not recorded again', async () => {
    const wired = wireGraphite();
    const depth = wired.meter.createGauge('depth');
    depth.record(0.25, eu);
    depth.record(1e-7, eu);
    expect(await wired.lines()).toEqual(['depth;region=eu 0.0000001']);
    expect(await wired.lines()).toEqual(['depth;region=eu 0.0000001']);
  });

  it('an observable counter is its total', async () => {
    const wired = wireGraphite();
    let total = 10;
    wired.meter.createObservableCounter('bytes').addCallback((result) => result.observe(total, eu));
    expect(await wired.lines()).toEqual(['bytes;region=eu 10']);
    total = 25;
    expect(await wired.lines()).toEqual(['bytes;region=eu 25']);
  });

  it('an observable up-down counter is its level', async () => {
    const wired = wireGraphite();
    wired.meter.createObservableUpDownCounter('threads').addCallback((result) => result.observe(-4, eu));
    expect(await wired.lines()).toEqual(['threads;region=eu -4']);
  });

  it('an observable gauge ends when it is not observed any more', async () => {
    const wired = wireGraphite();
    let isObserved = true;
    wired.meter.createObservableGauge('heat').addCallback((result) => {
      if (isObserved) result.observe(36.6, eu);
      result.observe(1, { region: 'us' });
    });
    expect(await wired.lines()).toEqual(['heat;region=eu 36.6', 'heat;region=us 1']);
    isObserved = false;
    expect(await wired.lines()).toEqual(['heat;region=us 1']);
  });

  it('a histogram is its count and sum so far, and statistics of the interval', async () => {
    const wired = wireGraphite();
    const latency = wired.meter.createHistogram('latency', { unit: 's' });
    latency.record(10, eu);
    latency.record(30, eu);
    expect(await wired.lines()).toEqual([
      'latency.count;region=eu 2',
      'latency.sum;region=eu 40',
      'latency.min;region=eu 10',
      'latency.max;region=eu 30',
      'latency.p50;region=eu 10',
      'latency.p95;region=eu 30',
      'latency.p99;region=eu 30',
    ]);
    expect(await wired.lines()).toEqual([]);
    latency.record(0.5, eu);
    expect((await wired.lines()).slice(0, 4)).toEqual([
      'latency.count;region=eu 3',
      'latency.sum;region=eu 40.5',
      'latency.min;region=eu 0.5',
      'latency.max;region=eu 0.5',
    ]);
  });

  it('units change neither names nor numbers', async () => {
    const wired = wireGraphite({ percentiles: [] });
    ['', 's', 'ms', 'ns', 'By', '{order}'].forEach((unit, i) => {
      wired.meter.createCounter(`c${i}`, { unit }).add(0.25);
      wired.meter.createHistogram(`h${i}`, { unit }).record(0.25);
    });
    const lines = await wired.lines();
    expect(lines.slice(0, 5)).toEqual(['c0 0.25', 'h0.count 1', 'h0.sum 0.25', 'h0.min 0.25', 'h0.max 0.25']);
    const without = (line: string) => line.replace(/\d/, '');
    expect(lines.slice(5).map(without)).toEqual(Array(5).fill(lines.slice(0, 5).map(without)).flat());
  });
});

describe('the temporality asked of the SDK', () => {
  it('is totals for counters, and the interval for histograms', () => {
    const { selectAggregationTemporality: select } = new GraphiteMetricExporter();
    const chosen = Object.values(InstrumentType).map((type) => [type, select(type)]);
    expect(Object.fromEntries(chosen)).toEqual({
      COUNTER: CUMULATIVE,
      OBSERVABLE_COUNTER: CUMULATIVE,
      UP_DOWN_COUNTER: CUMULATIVE,
      OBSERVABLE_UP_DOWN_COUNTER: CUMULATIVE,
      GAUGE: CUMULATIVE,
      OBSERVABLE_GAUGE: DELTA,
      HISTOGRAM: DELTA,
    });
  });

  it.each([
    ['delta', { percentiles: [], temporalityPreference: 'delta' }],
    ['what a function says', { percentiles: [], temporalityPreference: () => DELTA }],
    ['lowmemory', { percentiles: [], temporalityPreference: 'lowmemory' }],
  ] as const)('may be %s: then counters and histograms are amounts of the interval', async (_, options) => {
    const wired = wireGraphite(options);
    const orders = wired.meter.createCounter('orders');
    const latency = wired.meter.createHistogram('latency');
    for (const amount of [3, 4]) {
      orders.add(amount);
      latency.record(amount);
      expect(await wired.lines()).toEqual([
        `orders ${amount}`,
        'latency.count 1',
        `latency.sum ${amount}`,
        `latency.min ${amount}`,
        `latency.max ${amount}`,
      ]);
    }
  });

  it('may be cumulative: then histograms tell of all that was ever recorded', async () => {
    const wired = wireGraphite({ temporalityPreference: 'cumulative', percentiles: [50] });
    const latency = wired.meter.createHistogram('latency');
    latency.record(8);
    await wired.lines();
    latency.record(2);
    const lines = ['latency.count 2', 'latency.sum 10', 'latency.min 2', 'latency.max 8', 'latency.p50 2'];
    expect(await wired.lines()).toEqual(lines);
    expect(await wired.lines()).toEqual(lines);
  });
});

describe('of several metrics', () => {
  it('those with one name in two scopes are added up', async () => {
    const wired = wireGraphite();
    wired.scope('a').createCounter('orders').add(3);
    wired.scope('b').createCounter('orders').add(4);
    expect(await wired.lines()).toEqual(['orders 7']);
    expect(wired.exporter.accounting).toMatchObject({ accepted: 2, delivered: 2, dropped: {} });
  });

  it('histograms with one name in two scopes have totals together', async () => {
    const wired = wireGraphite({ percentiles: [] });
    for (const scope of ['a', 'b']) wired.scope(scope).createHistogram('latency').record(1);
    await wired.lines();
    for (const scope of ['a', 'b']) wired.scope(scope).createHistogram('latency').record(2);
    expect(await wired.lines()).toEqual([
      'latency.count 4',
      'latency.sum 6',
      'latency.min 2',
      'latency.max 2',
    ]);
  });

  it('a counter and a gauge of one name would overwrite each other: the later one is dropped', async () => {
    const wired = wireGraphite();
    wired.meter.createCounter('a.b').add(1);
    wired.meter.createGauge('a..b').record(2);
    expect(await wired.lines()).toEqual(['a.b 1']);
    expect(wired.exporter.accounting).toMatchObject({ delivered: 1, dropped: { name_collision: 1 } });
  });
});

it('what is no finite number is dropped and counted, once said', async () => {
  const { logger, messages } = recordingLogger();
  const wired = wireGraphite({ logger });
  const depth = wired.meter.createObservableGauge('depth');
  depth.addCallback((result) => {
    for (const value of [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 1]) {
      result.observe(value, { value: `is ${value}` });
    }
  });
  expect(await wired.lines()).toEqual(['depth;value=is_1 1']);
  await wired.lines();
  expect(wired.exporter.accounting).toMatchObject({ accepted: 6, delivered: 2, dropped: { not_finite: 4 } });
  expect(messages).toEqual([
    'warn: data points are dropped (not_finite); further ones for this reason are only counted',
  ]);
});
