import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { describe, expect, it } from 'vitest';
import { failAfter } from '../delivery/workbench.js';
import { createExporterBench } from './exporter-bench.js';
import { createLedgerHolding } from './ledger-holding.js';
import { asPushMetricExporter } from './manual-reader.js';

interface BenchOptions {
  readonly maxExportBatchSize?: number;
}

/** An application's meter with our exporter behind the SDK's own reader, which exports when it is flushed. */
function createSdkBench(options: BenchOptions = {}) {
  const holding = createLedgerHolding();
  const bench = createExporterBench({ holding });
  let exports = 0;
  const exporter = asPushMetricExporter(bench.exporter);
  const reader = new PeriodicExportingMetricReader({
    exporter: {
      ...exporter,
      export: (...given) => {
        exports += 1;
        exporter.export(...given);
      },
    },
    exportIntervalMillis: 3_600_000,
    exportTimeoutMillis: 60_000,
    ...options,
  });
  const provider = new MeterProvider({ readers: [reader] });
  return {
    ...bench,
    holding,
    provider,
    meter: provider.getMeter('test'),
    get exports() {
      return exports;
    },
    get lines() {
      return bench.lines;
    },
  };
}

describe('with the SDK', () => {
  it('every instrument arrives', async () => {
    const bench = createSdkBench();
    const { meter } = bench;
    meter.createCounter('counter').add(2, { a: 1 });
    meter.createUpDownCounter('updown').add(-3);
    meter.createGauge('gauge').record(1.5);
    meter.createHistogram('histogram').record(7);
    meter.createObservableCounter('observable.counter').addCallback((result) => result.observe(10));
    meter.createObservableUpDownCounter('observable.updown').addCallback((result) => result.observe(-1));
    meter.createObservableGauge('observable.gauge').addCallback((result) => result.observe(4, { b: 'x' }));
    await bench.provider.forceFlush();
    expect(bench.lines).toEqual([
      'counter{a=1} delta-sum 2',
      'updown{} level -3',
      'gauge{} level 1.5',
      'histogram{} delta-histogram 1/7',
      'observable_counter{} delta-sum 10',
      'observable_updown{} level -1',
      'observable_gauge{b=x} level 4',
    ]);
    await bench.provider.shutdown();
  });

  it('scopes that use one name share a series, whose amounts add up', async () => {
    const bench = createSdkBench();
    bench.provider.getMeter('a').createCounter('n').add(1);
    bench.provider.getMeter('b').createCounter('n').add(2);
    await bench.provider.forceFlush();
    expect(bench.lines).toEqual(['n{} delta-sum 3']);
    expect(bench.exporter.accounting).toMatchObject({ accepted: 2, delivered: 2 });
    await bench.provider.shutdown();
  });

  it('a collection in several exports arrives whole', async () => {
    const bench = createSdkBench({ maxExportBatchSize: 10 });
    const counter = bench.meter.createCounter('n');
    const series = Array.from({ length: 65 }, (_, i) => i);
    for (const i of series) counter.add(i + 1, { i });
    await bench.provider.forceFlush();
    expect(bench.exports).toBe(7);
    expect(bench.lines.sort()).toEqual(series.map((i) => `n{i=${i}} delta-sum ${i + 1}`).sort());
    bench.transport.clear();
    for (const i of series) counter.add(1, { i });
    bench.transport.failNext();
    bench.transport.failNext();
    await bench.provider.forceFlush();
    expect(bench.lines.sort()).toEqual(series.map((i) => `n{i=${i}} delta-sum 1`).sort());
    await bench.provider.shutdown();
  });

  it('attributes that an application changes and uses again are what they were when they were counted last', async () => {
    const bench = createSdkBench();
    const counter = bench.meter.createCounter('n');
    const attributes = { route: '/1' };
    counter.add(1, attributes);
    await bench.provider.forceFlush();
    attributes.route = '/2';
    counter.add(5, attributes);
    await bench.provider.forceFlush();
    expect(bench.lines).toEqual(['n{route=/1} delta-sum 1', 'n{route=/2} delta-sum 5']);
    await bench.provider.shutdown();
  });

  it('a shutdown of the provider sends what was not sent yet, and closes the transport', async () => {
    const bench = createSdkBench();
    const counter = bench.meter.createCounter('n');
    bench.transport.respondWith(failAfter(0));
    counter.add(1);
    await bench.provider.forceFlush();
    counter.add(2);
    bench.transport.respondWith();
    await bench.provider.shutdown();
    expect(bench.lines).toEqual(['n{} delta-sum 1', 'n{} delta-sum 2']);
    expect(bench.transport.isClosed).toBe(true);
  });

  it('a shutdown of the provider resolves though the backend is away, and says what is lost', async () => {
    const bench = createSdkBench();
    bench.transport.respondWith(failAfter(0));
    bench.meter.createCounter('n').add(1);
    await bench.provider.shutdown();
    expect(bench.transport.isClosed).toBe(true);
    expect(bench.exporter.accounting).toMatchObject({ held: 0, inFlight: 0, dropped: { shutdown: 1 } });
  });

  it('a long outage holds one entry a series, and the log has two lines about it', async () => {
    const bench = createSdkBench();
    const counter = bench.meter.createCounter('n');
    const gauge = bench.meter.createGauge('g');
    bench.transport.respondWith(failAfter(0));
    for (let i = 0; i < 50; i += 1) {
      for (let series = 0; series < 10; series += 1) counter.add(1, { series });
      gauge.record(i);
      await bench.provider.forceFlush();
    }
    expect(bench.holding.size).toBe(11);
    bench.transport.respondWith();
    await bench.provider.forceFlush();
    expect(bench.lines.filter((line) => line.startsWith('n{'))).toEqual(
      Array.from({ length: 10 }, (_, series) => `n{series=${series}} delta-sum 50`),
    );
    expect(bench.lines.at(-1)).toBe('g{} level 49');
    const said = bench.logger.lines.filter((line) => !line.startsWith('debug'));
    expect(said.map((line) => line.split(':')[0])).toEqual(['warn', 'info']);
    await bench.provider.shutdown();
  });
});
