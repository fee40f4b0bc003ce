import { systemClock, TransportError } from '@otelwire/core';
import { describe, expect, it } from 'vitest';
import { collectionOf } from '../../../core/test/otel/collection.ts';
import { recordingLogger } from '../../../core/test/otel/recording-logger.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import { DroppedError, type GraphiteMetricExporterOptions } from '../../src/index.ts';
import { linesOf, wireGraphite } from './wired.ts';

/** An exporter with a gauge whose value is the second that it is exported at; time stands still unless it is told. */
function createGauge(options: GraphiteMetricExporterOptions = {}) {
  let now = 0;
  const { logger, messages } = recordingLogger();
  const clock = { ...systemClock, monotonicMillis: () => now };
  const { exporter, transport } = wireGraphite({ logger, clock, ...options });
  return {
    exporter,
    transport,
    messages,
    async exportAt(second: number) {
      now = second * 1000;
      const points = [{ value: second, endTime: [second, 0] }];
      return exportOf(exporter, collectionOf([{ name: 'g', kind: 'gauge', points }]));
    },
    passTo(second: number) {
      now = second * 1000;
    },
    /** The seconds of what was sent. */
    get sent() {
      return linesOf(transport).map((line) => Number(line.split(' ')[2]));
    },
  };
}

function takeAway({ transport }: ReturnType<typeof createGauge>): void {
  transport.respondWith(() => ({ delivered: 0, error: new TransportError('memory:', 'is away') }));
}

describe('while the server is away', () => {
  it('points are held; when it is back they are sent with their own times, the oldest first', async () => {
    const gauge = createGauge();
    await gauge.exportAt(1);
    takeAway(gauge);
    for (const second of [2, 3, 4]) expect(await gauge.exportAt(second)).toEqual({ code: 0 });
    expect(gauge.exporter.accounting).toEqual({
      accepted: 4,
      delivered: 1,
      held: 3,
      inFlight: 0,
      dropped: {},
    });
    gauge.transport.respondWith();
    await gauge.exportAt(5);
    expect(linesOf(gauge.transport)).toEqual([1, 2, 3, 4, 5].map((second) => `g ${second} ${second}`));
    expect(gauge.exporter.accounting).toMatchObject({ delivered: 5, held: 0 });
    expect(gauge.messages).toEqual([
      'warn: memory: is away. Data points are held and will be sent again',
      'info: memory: takes data again; what was held has been sent',
    ]);
  });

  it('a flush sends what is held', async () => {
    const gauge = createGauge();
    gauge.transport.failNext();
    await gauge.exportAt(1);
    await gauge.exporter.forceFlush();
    expect(gauge.sent).toEqual([1]);
  });

  it('no more is held than allowed: the oldest is dropped, counted, and told to the SDK', async () => {
    // a payload of one line is a few bytes and what its place takes
    const gauge = createGauge({ maxBacklogBytes: 3 * 530 });
    takeAway(gauge);
    const results = [];
    for (const second of [1, 2, 3, 4, 5]) results.push(await gauge.exportAt(second));
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0, 1, 1]);
    expect(results[3]!.error).toBeInstanceOf(DroppedError);
    expect(gauge.exporter.accounting).toMatchObject({ accepted: 5, held: 3, dropped: { queue_full: 2 } });
    gauge.transport.respondWith();
    await gauge.exportAt(6);
    expect(gauge.sent).toEqual([3, 4, 5, 6]);
  });

  it('points that are too old are dropped and counted', async () => {
    const gauge = createGauge({ maxBacklogAgeMillis: 3000 });
    takeAway(gauge);
    for (const second of [1, 2, 3, 4, 5, 6]) await gauge.exportAt(second);
    expect(gauge.exporter.accounting).toMatchObject({ held: 4, dropped: { too_old: 2 } });
    gauge.transport.respondWith();
    await gauge.exportAt(8);
    expect(gauge.sent).toEqual([5, 6, 8]);
    expect(gauge.exporter.accounting).toMatchObject({ held: 0, dropped: { too_old: 4 } });
  });

  it('what is held at shutdown and cannot be sent is dropped, counted and said', async () => {
    const gauge = createGauge();
    takeAway(gauge);
    await gauge.exportAt(1);
    await gauge.exporter.shutdown();
    expect(gauge.exporter.accounting).toMatchObject({ held: 0, dropped: { shutdown: 1 } });
    expect(gauge.messages.at(-1)).toBe(
      'error: memory:: 1 data points were still held at shutdown and are lost',
    );
    expect((await gauge.exportAt(2)).error?.message).toBe('GraphiteMetricExporter is shut down');
  });
});

describe('when a connection ends', () => {
  it('in order, what was sent within the window is sent again, before what is new', async () => {
    const gauge = createGauge({ resendWindowMillis: 2500 });
    for (const second of [1, 2, 3, 4]) await gauge.exportAt(second);
    gauge.transport.breakConnection('in-order');
    expect(gauge.exporter.accounting).toMatchObject({ accepted: 4, delivered: 1, held: 3 });
    gauge.transport.clear();
    await gauge.exportAt(5);
    expect(gauge.sent).toEqual([2, 3, 4, 5]);
    expect(gauge.exporter.accounting).toMatchObject({ accepted: 5, delivered: 5, held: 0, dropped: {} });
  });

  it('by a reset, all that is kept is sent again', async () => {
    const gauge = createGauge({ resendWindowMillis: 1 });
    for (const second of [1, 2, 3]) await gauge.exportAt(second);
    gauge.transport.breakConnection('broken');
    gauge.transport.clear();
    await gauge.exporter.forceFlush();
    expect(gauge.sent).toEqual([1, 2, 3]);
  });

  it('what was sent is kept up to half of the memory, and no longer than its age', async () => {
    const gauge = createGauge({ maxBacklogBytes: 4 * 530 });
    for (const second of [1, 2, 3]) await gauge.exportAt(second);
    gauge.transport.breakConnection('broken');
    expect(gauge.exporter.accounting).toMatchObject({ delivered: 1, held: 2, dropped: {} });
    const aging = createGauge({ maxBacklogAgeMillis: 1500 });
    for (const second of [1, 2]) await aging.exportAt(second);
    aging.passTo(3);
    aging.transport.breakConnection('broken');
    expect(aging.exporter.accounting).toMatchObject({ delivered: 1, held: 1, dropped: {} });
  });

  it('nothing is sent again where the window is nothing', async () => {
    const gauge = createGauge({ resendWindowMillis: 0 });
    await gauge.exportAt(1);
    gauge.transport.breakConnection('broken');
    expect(gauge.exporter.accounting).toMatchObject({ delivered: 1, held: 0 });
  });

  it('what was sent again is sent again when that connection ends too', async () => {
    const gauge = createGauge();
    await gauge.exportAt(1);
    for (let i = 0; i < 3; i += 1) {
      gauge.transport.breakConnection('broken');
      await gauge.exporter.forceFlush();
    }
    expect(gauge.sent).toEqual([1, 1, 1, 1]);
    expect(gauge.exporter.accounting).toMatchObject({ accepted: 1, delivered: 1, held: 0 });
  });
});
