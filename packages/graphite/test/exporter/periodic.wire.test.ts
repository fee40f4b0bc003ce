import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { createGraphiteReceiver, type GraphiteReceiver } from '@otelwire/sandbox';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GraphiteMetricExporter } from '../../src/index.ts';

describe.each(['tcp', 'pickle', 'udp', 'http'] as const)(
  "a service with the SDK's own reader, over %s",
  (way) => {
    let receiver: GraphiteReceiver;
    beforeEach(async () => {
      receiver = await createGraphiteReceiver({ [way]: true });
    });
    afterEach(() => receiver.close());

    it('has every kind of instrument stored, each with its tags', async () => {
      const exporter = new GraphiteMetricExporter({
        endpoint: receiver.endpoints[way]!,
        protocol: way === 'pickle' ? 'pickle' : 'plaintext',
        prefix: 'shop',
        timeoutMillis: 5000,
      });
      const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 60_000 });
      const resource = resourceFromAttributes({ 'service.name': 'web', 'service.version': '2' });
      const provider = new MeterProvider({ readers: [reader], resource });
      const meter = provider.getMeter('test');
      const eu = { region: 'eu' };
      meter.createCounter('orders').add(3, eu);
      meter.createUpDownCounter('queue').add(-2, eu);
      meter.createGauge('depth').record(0.25, eu);
      meter.createHistogram('latency').record(4, eu);
      meter.createObservableCounter('bytes').addCallback((result) => result.observe(1e15, eu));
      meter.createObservableUpDownCounter('threads').addCallback((result) => result.observe(7, eu));
      meter.createObservableGauge('heat').addCallback((result) => result.observe(36.6, eu));
      await provider.forceFlush();
      const tags = { region: 'eu', service: 'web', version: '2' };
      const lastOf = (name: string) =>
        [...(receiver.totals.find(`shop.${name}`, tags)?.points.values() ?? [])].at(-1);
      const expected = { orders: 3, queue: -2, depth: 0.25, bytes: 1e15, threads: 7, heat: 36.6 };
      const statistics = ['count', 'sum', 'min', 'max', 'p50', 'p95', 'p99'];
      await receiver.waitFor(({ series }) => series.size >= 6 + statistics.length);
      for (const [name, value] of Object.entries(expected))
        expect([name, lastOf(name)]).toEqual([name, value]);
      expect(statistics.map((statistic) => lastOf(`latency.${statistic}`))).toEqual([1, 4, 4, 4, 4, 4, 4]);
      await provider.shutdown();
      expect(receiver.totals).toMatchObject({ badLineCount: 0, overwriteCount: 0 });
      const { accepted, delivered, dropped } = exporter.accounting;
      expect([delivered, dropped]).toEqual([accepted, {}]);
    });
  },
);
