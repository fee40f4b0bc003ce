import { describe, expect, it } from 'vitest';
import { collectionOf } from '../../../core/test/otel/collection.ts';
import { recordingLogger } from '../../../core/test/otel/recording-logger.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import { eventsOf, wireInitialState } from './wired.ts';

function gauges(count: number, second: number) {
  return collectionOf(
    Array.from({ length: count }, (_, i) => ({
      name: `g${i}`,
      kind: 'gauge' as const,
      points: [{ value: i, endTime: [second, 0] }],
    })),
  );
}

describe('over maxEventsPerExport', () => {
  it('data points are dropped, and their series named once', async () => {
    const { logger, messages } = recordingLogger();
    const { exporter, transport } = wireInitialState({ logger, maxEventsPerExport: 2 });
    for (const second of [1, 2]) expect(await exportOf(exporter, gauges(4, second))).toEqual({ code: 0 });
    expect(eventsOf(transport).map(({ key }) => key)).toEqual(['g0', 'g1', 'g0', 'g1']);
    expect(exporter.accounting).toMatchObject({ accepted: 8, delivered: 4, dropped: { export_limit: 4 } });
    expect(messages).toEqual([
      "warn: 'g2' is over maxEventsPerExport (2) and not sent",
      'warn: data points are dropped (export_limit); further ones for this reason are only counted',
      "warn: 'g3' is over maxEventsPerExport (2) and not sent",
    ]);
  });

  it('ten series are named, and then no more', async () => {
    const { logger, messages } = recordingLogger();
    const { exporter } = wireInitialState({ logger, maxEventsPerExport: 1 });
    await exportOf(exporter, gauges(40, 1));
    expect(messages.filter((message) => message.includes('is over'))).toHaveLength(10);
    expect(messages.at(-1)).toBe('warn: further series over maxEventsPerExport (1) are not named');
  });

  it('a histogram goes out whole or not at all, and its totals go on', async () => {
    const wired = wireInitialState({ maxEventsPerExport: 5, percentiles: [50] });
    const latency = wired.meter.createHistogram('latency');
    const depth = wired.meter.createGauge('depth');
    latency.record(1);
    expect(Object.keys(await wired.values())).toHaveLength(5);
    latency.record(1);
    depth.record(1);
    // the SDK exports in the order of creation
    expect(await wired.values()).toMatchObject({ 'latency.count': 2 });
    expect(wired.exporter.accounting.dropped).toEqual({ export_limit: 1 });
  });

  it('the exports of one collection share the limit', async () => {
    const { exporter, transport } = wireInitialState({ maxEventsPerExport: 3 });
    await exportOf(exporter, gauges(2, 1));
    await exportOf(exporter, gauges(2, 1));
    expect(eventsOf(transport)).toHaveLength(3);
  });
});

it('no request has more events than maxEventsPerRequest', async () => {
  const { exporter, transport } = wireInitialState({ maxEventsPerRequest: 7 });
  await exportOf(exporter, gauges(30, 1));
  const sizes = transport.payloads.map((payload) => JSON.parse(Buffer.from(payload).toString()).length);
  expect(sizes).toEqual([7, 7, 7, 7, 2]);
});
