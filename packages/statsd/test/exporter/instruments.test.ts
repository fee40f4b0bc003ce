import { describe, expect, it } from 'vitest';
import { wireDogStatsd, wireStatsd } from './wired.ts';

/** How `orders` with the attribute `region: 'eu'` reads in each dialect. */
const dialects = {
  plain: (name: string, rest: string) => `${name}.region.eu:${rest}`,
  dogstatsd: (name: string, rest: string) => `${name}:${rest}|#region:eu`,
  influxdb: (name: string, rest: string) => `${name},region=eu:${rest}`,
  librato: (name: string, rest: string) => `${name}#region=eu:${rest}`,
  signalfx: (name: string, rest: string) => `${name}[region=eu]:${rest}`,
  graphite: (name: string, rest: string) => `${name};region=eu:${rest}`,
} as const;
const eu = { region: 'eu' };

describe.each(Object.entries(dialects))('in the dialect %s', (dialect, line) => {
  const wire = () => wireStatsd({ dialect: dialect as keyof typeof dialects });

  it('a counter is what was added since the last export', async () => {
    const wired = wire();
    const orders = wired.meter.createCounter('orders');
    orders.add(3, eu);
    expect(await wired.lines()).toEqual([line('orders', '3|c')]);
    orders.add(1.5, eu);
    orders.add(2, eu);
    expect(await wired.lines()).toEqual([line('orders', '3.5|c')]);
    expect(await wired.lines()).toEqual([]);
  });

  it('an up-down counter is a level; below zero, a zero goes before it', async () => {
    const wired = wire();
    const queue = wired.meter.createUpDownCounter('queue');
    queue.add(5, eu);
    expect(await wired.lines()).toEqual([line('queue', '5|g')]);
    queue.add(-7, eu);
    expect(await wired.lines()).toEqual([line('queue', '0|g'), line('queue', '-2|g')]);
    expect(await wired.lines()).toEqual([line('queue', '0|g'), line('queue', '-2|g')]);
    queue.add(2, eu);
    expect(await wired.lines()).toEqual([line('queue', '0|g')]);
  });

  it('a gauge is repeated as long as it is not recorded again', async () => {
    const wired = wire();
    const depth = wired.meter.createGauge('depth');
    depth.record(0.25, eu);
    depth.record(1e-7, eu);
    expect(await wired.lines()).toEqual([line('depth', '0.0000001|g')]);
    expect(await wired.lines()).toEqual([line('depth', '0.0000001|g')]);
    depth.record(-1, eu);
    expect(await wired.lines()).toEqual([line('depth', '0|g'), line('depth', '-1|g')]);
  });

  it('an observable counter is what its total has grown by', async () => {
    const wired = wire();
    let total = 10;
    wired.meter.createObservableCounter('bytes').addCallback((result) => result.observe(total, eu));
    expect(await wired.lines()).toEqual([line('bytes', '10|c')]);
    total = 25;
    expect(await wired.lines()).toEqual([line('bytes', '15|c')]);
  });

  it('an observable up-down counter is a level', async () => {
    const wired = wire();
    let level = 4;
    wired.meter.createObservableUpDownCounter('threads').addCallback((result) => result.observe(level, eu));
    expect(await wired.lines()).toEqual([line('threads', '4|g')]);
    level = -4;
    expect(await wired.lines()).toEqual([line('threads', '0|g'), line('threads', '-4|g')]);
  });

  it('an observable gauge ends when it is not observed any more', async () => {
    const wired = wire();
    let isObserved = true;
    wired.meter.createObservableGauge('heat').addCallback((result) => {
      if (isObserved) result.observe(36.6, eu);
      result.observe(1, { region: 'us' });
    });
    const us = (text: string) => text.replace('eu', 'us');
    expect(await wired.lines()).toEqual([line('heat', '36.6|g'), us(line('heat', '1|g'))]);
    isObserved = false;
    expect(await wired.lines()).toEqual([us(line('heat', '1|g'))]);
  });

  it('a histogram is its count and sum, and statistics of the interval', async () => {
    const wired = wire();
    const latency = wired.meter.createHistogram('latency');
    latency.record(10, eu);
    latency.record(30, eu);
    const isPath = dialect === 'plain';
    // what an attribute adds to a path stands before the statistic
    const statistic = (name: string, rest: string) =>
      isPath ? `latency.region.eu.${name}:${rest}` : line(`latency.${name}`, rest);
    expect(await wired.lines()).toEqual([
      statistic('count', '2|c'),
      statistic('sum', '40|c'),
      statistic('min', '10|g'),
      statistic('max', '30|g'),
      statistic('avg', '20|g'),
      statistic('p50', '10|g'),
      statistic('p95', '30|g'),
      statistic('p99', '30|g'),
    ]);
    expect(await wired.lines()).toEqual([]);
  });
});

describe('to the Datadog Agent', () => {
  it('levels below zero take one record', async () => {
    const wired = wireDogStatsd();
    wired.meter.createUpDownCounter('queue').add(-7, eu);
    wired.meter.createGauge('depth').record(-0.5, eu);
    expect(await wired.lines()).toEqual(['queue:-7|g|#region:eu', 'depth:-0.5|g|#region:eu']);
  });

  it('a histogram is a distribution of samples with weights', async () => {
    const wired = wireDogStatsd();
    const latency = wired.meter.createHistogram('latency');
    for (const value of [10, 10, 30, 10]) latency.record(value, eu);
    expect(await wired.lines()).toEqual(['latency:10:30|d|#region:eu', 'latency:10|d|@0.5|#region:eu']);
    expect(await wired.lines()).toEqual([]);
  });
});

describe('with cumulative temporality', () => {
  it('counters and histograms are gauges of their totals', async () => {
    const wired = wireStatsd({ temporalityPreference: 'cumulative' });
    const orders = wired.meter.createCounter('orders');
    const latency = wired.meter.createHistogram('latency');
    orders.add(3);
    latency.record(8);
    await wired.lines();
    orders.add(4);
    latency.record(2);
    expect(await wired.lines()).toEqual([
      'orders:7|g',
      'latency.count:2|g',
      'latency.sum:10|g',
      'latency.min:2|g',
      'latency.max:8|g',
      'latency.avg:5|g',
      'latency.p50:2|g',
      'latency.p95:8|g',
      'latency.p99:8|g',
    ]);
  });

  it('a histogram is no distribution, for its samples would be counted again and again', async () => {
    const wired = wireDogStatsd({ temporalityPreference: 'cumulative' });
    wired.meter.createHistogram('latency').record(8);
    expect((await wired.lines()).slice(0, 3)).toEqual([
      'latency.count:1|g',
      'latency.sum:8|g',
      'latency.min:8|g',
    ]);
  });
});

describe('of several metrics', () => {
  it('those with one name in two scopes are added up', async () => {
    const wired = wireStatsd();
    wired.scope('a').createCounter('orders').add(3);
    wired.scope('b').createCounter('orders').add(4);
    expect(await wired.lines()).toEqual(['orders:7|c']);
    expect(wired.exporter.accounting).toMatchObject({ accepted: 2, delivered: 2, dropped: {} });
  });

  it('a counter and a gauge may have one name', async () => {
    const wired = wireStatsd();
    wired.scope('a').createCounter('orders').add(3);
    wired.scope('b').createGauge('orders').record(4);
    expect(await wired.lines()).toEqual(['orders:3|c', 'orders:4|g']);
  });
});
