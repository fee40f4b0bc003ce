import type { StatsdMetricExporterOptions } from '@otelwire/statsd';
import { StatsdMetricExporter } from '@otelwire/statsd';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Metrics } from '../../packages/core/test/otel/sdk-metrics.ts';
import { Collectd } from './collectd.ts';
import { describeWithServer } from './describe-with-server.ts';
import { EtsyFlushes } from './etsy-flushes.ts';
import { EtsyStatsd } from './etsy-statsd.ts';

const soon = { timeout: 8_000, interval: 20 };
const exporters: StatsdMetricExporter[] = [];
afterEach(async () => {
  await Promise.all(exporters.splice(0).map((exporter) => exporter.shutdown()));
});

/** An SDK whose exports must succeed. */
function service(options: StatsdMetricExporterOptions) {
  const exporter = new StatsdMetricExporter({ timeoutMillis: 1000, ...options });
  exporters.push(exporter);
  const metrics = new Metrics(exporter);
  const send = async () => expect(await metrics.export()).toEqual({ code: 0 });
  return { exporter, meter: metrics.meter, send };
}

describeWithServer('statsd', (server) => {
  const statsd = new EtsyStatsd(server);
  beforeEach(() => statsd.reset());

  describe.each<[string, () => string]>([
    ['UDP', () => `udp://127.0.0.1:${statsd.port}`],
    ['TCP', () => `tcp://127.0.0.1:${statsd.port}`],
    ['a unix stream', () => `unix://${statsd.socketPath}`],
  ])('over %s', (_, endpoint) => {
    afterEach(async () => {
      expect(await statsd.refusedLines()).toEqual([]);
      expect(server.hasCrashed).toBe(false);
    });

    it('counters add up exactly', async () => {
      const { meter, send } = service({ endpoint: endpoint() });
      const [orders, weight] = [meter.createCounter('orders'), meter.createCounter('weight')];
      for (let i = 1; i <= 20; i += 1) {
        orders.add(i, { region: i % 2 === 0 ? 'eu' : 'us' });
        weight.add(0.125);
        await send();
      }
      const expected = { 'orders.region.eu': 110, 'orders.region.us': 100, weight: 2.5 };
      await vi.waitFor(async () => expect(await statsd.counters()).toEqual(expected), soon);
    });

    it('levels are what they are, through zero and back', async () => {
      const { meter, send } = service({ endpoint: endpoint() });
      const [balance, depth] = [meter.createUpDownCounter('balance'), meter.createGauge('depth')];
      let level = 0;
      for (const change of [5, -7, -1, 3, 0.5, -0.5, -4, 14, -10]) {
        level += change;
        balance.add(change);
        depth.record(-level);
        await send();
        const expected = { balance: level, depth: -level + 0 };
        await vi.waitFor(async () => expect(await statsd.gauges()).toEqual(expected), soon);
      }
    });

    it('the smallest and the largest numbers are the same there', async () => {
      const numbers = [1e-7, -1e-7, 5e-324, 1.7976931348623157e308, -1e21, 0.1 + 0.2];
      const { meter, send } = service({ endpoint: endpoint() });
      for (const [i, number] of numbers.entries()) meter.createGauge(`n${i}`).record(number);
      await send();
      const expected = Object.fromEntries(numbers.map((number, i) => [`n${i}`, number]));
      await vi.waitFor(async () => expect(await statsd.gauges()).toEqual(expected), soon);
    });

    it.each(['dogstatsd', 'graphite'] as const)(
      'tags of the dialect %s are tags of Graphite',
      async (dialect) => {
        const { meter, send } = service({ endpoint: endpoint(), dialect, globalTags: { team: 'core' } });
        meter.createCounter('orders').add(2, { region: 'eu-1', 'http.status': 200 });
        meter.createUpDownCounter('balance').add(-3, { region: 'eu-1' });
        await send();
        await vi.waitFor(async () => {
          expect(await statsd.counters()).toEqual({ 'orders;http.status=200;region=eu-1;team=core': 2 });
          expect(await statsd.gauges()).toEqual({ 'balance;region=eu-1;team=core': -3 });
        }, soon);
      },
    );

    it('timers are in milliseconds, each value that the histogram had', async () => {
      const { meter, send } = service({ endpoint: endpoint(), histograms: 'timers' });
      const latency = meter.createHistogram('latency', { unit: 's' });
      for (const seconds of [0.004, 0.25, 1.5]) latency.record(seconds);
      await send();
      await vi.waitFor(async () => {
        const [lowest, middle, highest, ...others] = (await statsd.timers()).latency!;
        expect([lowest, highest, others]).toEqual([4, 1500, []]);
        // the bound of a histogram of 160 buckets over three decades
        expect(Math.abs(middle! / 250 - 1)).toBeLessThan(0.023);
      }, soon);
    });

    it('awkward names and values do no harm', async () => {
      const { meter, send } = service({ endpoint: endpoint() });
      meter.createCounter('constructor').add(1);
      meter.createCounter('toString').add(2, JSON.parse('{"__proto__":"x"}'));
      meter.createCounter('a:1|c\nb').add(3, { 'k:|@#': 'v\n|#,;=' });
      await send();
      const expected = { constructor_: 1, 'toString_.__proto__.x': 2, 'a_1_c_b.k____.v______': 3 };
      await vi.waitFor(async () => expect(await statsd.counters()).toEqual(expected), soon);
    });
  });

  describe.each<[string, () => string]>([
    ['TCP', () => `tcp://127.0.0.1:${statsd.port}`],
    ['a unix stream', () => `unix://${statsd.socketPath}`],
  ])('over %s, a server that', (_, endpoint) => {
    it('was stopped for a while gets all of it', async () => {
      const { meter, send } = service({ endpoint: endpoint() });
      const orders = meter.createCounter('orders');
      orders.add(1);
      await send();
      await server.pause();
      for (let i = 0; i < 10; i += 1) {
        orders.add(1);
        await send();
      }
      await server.resume();
      orders.add(1);
      await send();
      await vi.waitFor(async () => expect(await statsd.counters()).toEqual({ orders: 12 }), soon);
      expect(server.hasCrashed).toBe(false);
    });

    it('restarts, several times, gets everything once, over all its lives', async () => {
      const { exporter, meter, send } = service({ endpoint: endpoint() });
      const orders = meter.createCounter('orders');
      let [counted, readInFormerLives] = [0, 0];
      const count = async () => {
        counted += 1.5;
        orders.add(1.5);
        await send();
      };
      for (let restart = 0; restart < 3; restart += 1) {
        for (let i = 0; i < 3; i += 1) await count();
        await vi.waitFor(async () => {
          expect(readInFormerLives + ((await statsd.counters()).orders ?? 0)).toBe(counted);
        }, soon);
        readInFormerLives = counted;
        await server.kill();
        for (let i = 0; i < 2; i += 1) await count();
        expect(exporter.accounting.held).toBeGreaterThan(0);
        await server.start();
        await vi.waitFor(async () => {
          await exporter.forceFlush();
          expect(exporter.accounting.held).toBe(0);
        }, soon);
        await vi.waitFor(async () => {
          expect(readInFormerLives + ((await statsd.counters()).orders ?? 0)).toBe(counted);
        }, soon);
      }
      expect(server.hasCrashed).toBe(false);
      expect(exporter.accounting).toMatchObject({ accepted: 15, delivered: 15, dropped: {} });
    });

    it('is left in order when the exporter shuts down', async () => {
      const { exporter, meter, send } = service({ endpoint: endpoint() });
      meter.createCounter('orders').add(1);
      await send();
      meter.createCounter('orders').add(2);
      await send();
      await exporter.shutdown();
      await vi.waitFor(async () => expect(await statsd.counters()).toEqual({ orders: 3 }), soon);
      expect(server.hasCrashed).toBe(false);
    });
  });
});

describeWithServer('statsd-flush', (server) => {
  const flushes = new EtsyFlushes(server);

  it('timers have the weights that the histogram counted', async () => {
    const { meter, send } = service({ endpoint: `udp://127.0.0.1:${flushes.port}`, histograms: 'timers' });
    const latency = meter.createHistogram('latency');
    for (let i = 0; i < 777; i += 1) latency.record(i % 3 === 0 ? 20 : 10);
    latency.record(5000);
    await send();
    await vi.waitFor(async () => {
      const { values, count } = await flushes.timings('latency');
      expect(count).toBe(778);
      expect([values[0], values.at(-1)]).toEqual([10, 5000]);
    }, soon);
  });
});

describeWithServer('collectd', (server) => {
  const collectd = new Collectd(server);

  it('takes counters, levels and levels below zero', async () => {
    const { meter, send } = service({ endpoint: `udp://127.0.0.1:${collectd.port}`, target: 'collectd' });
    const orders = meter.createCounter('orders');
    const balance = meter.createUpDownCounter('balance');
    const heat = meter.createGauge('heat');
    for (let i = 0; i < 3; i += 1) {
      orders.add(2, { region: 'eu' });
      balance.add(-4);
      heat.record(36.5);
      await send();
    }
    await vi.waitFor(async () => {
      expect(await collectd.counter('orders.region.eu')).toBe(6);
      expect(await collectd.gauge('balance')).toBe(-12);
      expect(await collectd.gauge('heat')).toBe(36.5);
    }, soon);
    balance.add(20);
    await send();
    await vi.waitFor(async () => expect(await collectd.gauge('balance')).toBe(8), soon);
    expect(await collectd.refusedLines()).toEqual([]);
  });

  it('takes summaries and timers', async () => {
    const endpoint = `udp://127.0.0.1:${collectd.port}`;
    const summary = service({ endpoint, target: 'collectd' });
    summary.meter.createHistogram('size').record(7);
    await summary.send();
    const timers = service({ endpoint, target: 'collectd', histograms: 'timers' });
    timers.meter.createHistogram('wait', { unit: 's' }).record(0.012);
    await timers.send();
    await vi.waitFor(async () => {
      expect(await collectd.counter('size.count')).toBe(1);
      expect(await collectd.gauge('size.p99')).toBe(7);
      const timings = await collectd.timings('wait');
      expect(timings?.count).toBe(1);
      expect(timings?.sumMillis).toBeCloseTo(12);
    }, soon);
    expect(await collectd.refusedLines()).toEqual([]);
  });
});
