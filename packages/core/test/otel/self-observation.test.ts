import { AggregationTemporality, MeterProvider } from '@opentelemetry/sdk-metrics';
import { describe, expect, it } from 'vitest';
import { TransportError } from '../../src/errors.js';
import { failAfter } from '../delivery/workbench.js';
import { FakeClock } from '../transport/fake-clock.js';
import { collectionOf } from './collection.js';
import { createExporterBench, outlast } from './exporter-bench.js';
import { createLedgerHolding } from './ledger-holding.js';
import { asPushMetricExporter, ManualReader } from './manual-reader.js';
import { createObserver, observedIn, totalOf } from './observed.js';
import { Metrics } from './sdk-metrics.js';

const clicks = (...values: number[]) =>
  collectionOf([
    { name: 'clicks', kind: 'counter', points: values.map((value, i) => ({ attributes: { i }, value })) },
  ]);

function createBench() {
  const clock = new FakeClock();
  return { ...createExporterBench({ clock, holding: createLedgerHolding() }), clock };
}

const name = expect.stringMatching(/^LineExporter\/\d+$/);
const component = { 'otel.component.type': 'LineExporter', 'otel.component.name': name };

describe('the metrics of an exporter', () => {
  it('have the names, units and attributes of the semantic conventions', async () => {
    const { exporter, ...bench } = createBench();
    const { collect, provider } = createObserver();
    exporter.setSelfObsMeterProvider(provider);
    await bench.export(clicks(1, 2, Number.NaN));
    const metrics = await collect();
    expect(metrics.map(({ descriptor: { name, unit } }) => [name, unit]).sort()).toEqual([
      ['otel.sdk.exporter.metric_data_point.exported', '{data_point}'],
      ['otel.sdk.exporter.metric_data_point.inflight', '{data_point}'],
      ['otel.sdk.exporter.operation.duration', 's'],
    ]);
    const pointsOf = (ending: string) =>
      metrics
        .find(({ descriptor }) => descriptor.name.endsWith(ending))
        ?.dataPoints.map(({ attributes, value }) => [attributes, value]);
    expect(pointsOf('inflight')).toEqual([[component, 0]]);
    expect(pointsOf('exported')).toEqual([
      [component, 2],
      [{ ...component, 'error.type': 'not_finite' }, 1],
    ]);
    expect(pointsOf('duration')).toEqual([[component, expect.objectContaining({ count: 1 })]]);
  });

  it('are a counter, an up-down counter and a histogram', async () => {
    const { exporter, ...bench } = createBench();
    const { collect, provider } = createObserver();
    exporter.setSelfObsMeterProvider(provider);
    await bench.export(clicks(1));
    const kinds = (await collect()).map((metric) => [
      metric.descriptor.name.split('.').at(-1),
      'isMonotonic' in metric ? metric.isMonotonic : metric.dataPointType,
    ]);
    expect(Object.fromEntries(kinds)).toEqual({ exported: true, inflight: false, duration: 0 });
  });

  it('count what is held as in flight until its fate is known', async () => {
    const { clock, exporter, transport, ...bench } = createBench();
    const { observe, provider } = createObserver();
    exporter.setSelfObsMeterProvider(provider);
    transport.respondWith(failAfter(0));
    await bench.export(clicks(1, 2));
    expect(await observe()).toMatchObject({ inflight: 2, exported: { undefined: 0 } });
    transport.respondWith();
    await outlast(clock, exporter.forceFlush());
    expect(await observe()).toMatchObject({ inflight: 0, exported: { undefined: 2 } });
  });

  it('have what came before the provider', async () => {
    const { exporter, ...bench } = createBench();
    await bench.export(clicks(1, 2));
    const { observe, provider } = createObserver();
    exporter.setSelfObsMeterProvider(provider);
    await bench.export(clicks(3));
    expect(await observe()).toMatchObject({ exported: { undefined: 3 } });
  });

  it('go to the last provider only', async () => {
    const { exporter, ...bench } = createBench();
    const [first, second] = [createObserver(), createObserver()];
    exporter.setSelfObsMeterProvider(first.provider);
    await bench.export(clicks(1));
    exporter.setSelfObsMeterProvider(second.provider);
    await bench.export(clicks(2));
    expect(await second.observe()).toMatchObject({ exported: { undefined: 2 } });
    expect((await second.observe()).durations).toEqual([[component, 1]]);
    const left = await first.observe();
    expect(left.durations.map(([, count]) => count)).toEqual([1]);
    expect(left.exported.undefined ?? 0).toBeLessThan(2);
  });

  it('say what was given up at the shutdown', async () => {
    const { clock, exporter, transport, ...bench } = createBench();
    const { observe, provider } = createObserver();
    exporter.setSelfObsMeterProvider(provider);
    transport.respondWith(failAfter(0));
    await bench.export(clicks(1, 2));
    await outlast(clock, exporter.shutdown());
    expect(await observe()).toMatchObject({ inflight: 0, exported: { undefined: 0, shutdown: 2 } });
  });

  it('tell two exporters of a class apart', async () => {
    const benches = [createBench(), createBench()];
    const { collect, provider } = createObserver();
    for (const { exporter } of benches) exporter.setSelfObsMeterProvider(provider);
    for (const bench of benches) await bench.export(clicks(1));
    const [inflight] = (await collect()).filter(({ descriptor }) => descriptor.name.endsWith('inflight'));
    const [first, second] = inflight!.dataPoints.map(({ attributes }) =>
      Number(String(attributes['otel.component.name']).split('/')[1]),
    );
    expect(second).toBe(first! + 1);
  });
});

describe('the duration of an export', () => {
  const observed = async (
    respond: Parameters<ReturnType<typeof createBench>['transport']['respondWith']>[0],
  ) => {
    const { clock, exporter, transport, ...bench } = createBench();
    const { observe, provider } = createObserver();
    exporter.setSelfObsMeterProvider(provider);
    transport.respondWith(respond);
    await outlast(clock, bench.export(clicks(1)));
    return (await observe()).durations;
  };

  it('is in seconds, and of one export one', async () => {
    const { clock, exporter, transport, ...bench } = createBench();
    const { collect, provider } = createObserver();
    exporter.setSelfObsMeterProvider(provider);
    transport.respondWith(({ ends }) => {
      clock.advance(1500);
      return { delivered: ends.length };
    });
    await bench.export(clicks(1));
    const duration = (await collect()).find(({ descriptor }) => descriptor.unit === 's');
    expect(duration?.dataPoints.map(({ value }) => value)).toEqual([
      expect.objectContaining({ count: 1, sum: 1.5 }),
    ]);
  });

  it('says the code of the error for which points are held', async () => {
    const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    const error = new TransportError('memory:', 'refuses', { cause });
    expect(await observed(() => ({ delivered: 0, error }))).toEqual([
      [{ ...component, 'error.type': 'ECONNREFUSED' }, 1],
    ]);
  });

  it('says the status of an HTTP answer twice, as the conventions want it', async () => {
    const error = new TransportError('memory:', 'answers', { status: 503 });
    const ended = [[{ ...component, 'error.type': '503', 'http.response.status_code': 503 }, 1]];
    expect(await observed(() => ({ delivered: 0, error }))).toEqual(ended);
    const lost = ({ ends }: { ends: readonly number[] }) => ({
      delivered: ends.length,
      lost: [{ payload: 0, reason: 'rejected' as const, error }],
    });
    expect(await observed(lost)).toEqual(ended);
  });

  it('says that it timed out while something was on the way', async () => {
    expect(await observed(() => new Promise(() => {}))).toEqual([
      [{ ...component, 'error.type': 'timeout' }, 1],
    ]);
  });

  it('says the class of an error that is ours or of the application', async () => {
    const { exporter, ...bench } = createBench();
    const { observe, provider } = createObserver();
    exporter.setSelfObsMeterProvider(provider);
    const attributes = new Proxy(
      {},
      {
        ownKeys() {
          throw new RangeError('of the application');
        },
      },
    );
    await bench.export(collectionOf([{ name: 'n', kind: 'counter', points: [{ attributes, value: 1 }] }]));
    expect((await observe()).durations).toEqual([[{ ...component, 'error.type': 'RangeError' }, 1]]);
  });
});

describe('an exporter that carries its own metrics', () => {
  it('sends as many points each time, and they come to what it was given', async () => {
    const { exporter, transport } = createBench();
    const sdk = new Metrics(asPushMetricExporter(exporter));
    exporter.setSelfObsMeterProvider(sdk.provider);
    const lines: number[] = [];
    for (let i = 0; i < 20; i += 1) {
      transport.clear();
      await sdk.export();
      lines.push(transport.text.split('\n').length - 1);
    }
    // without a duration before the first export
    expect(lines).toEqual([2, ...Array.from({ length: 19 }, () => 3)]);
    const { observe, provider } = createObserver(AggregationTemporality.CUMULATIVE);
    exporter.setSelfObsMeterProvider(provider);
    expect(totalOf(await observe())).toBe(exporter.accounting.accepted);
  });

  it('tells two readers the same', async () => {
    const { exporter, ...bench } = createBench();
    const readers = [new ManualReader(), new ManualReader()];
    exporter.setSelfObsMeterProvider(new MeterProvider({ readers }));
    await bench.export(clicks(1, 2));
    const [first, second] = await Promise.all(
      readers.map(async (reader) =>
        observedIn((await reader.collect()).resourceMetrics.scopeMetrics[0]!.metrics),
      ),
    );
    expect(first).toMatchObject({ inflight: 0, exported: { undefined: 2 } });
    expect(second).toEqual(first);
  });
});
