import { TransportError } from '@otelwire/core';
import { expect, it } from 'vitest';
import { recordingLogger } from '../../../core/test/otel/recording-logger.ts';
import { patientClock } from '../../../core/test/transport/patient-clock.ts';
import { wireStatsd } from './wired.ts';

it('an export that fails long after its deadline gives back its amounts, and no level that is old by then', async () => {
  const { logger, messages } = recordingLogger();
  const wired = wireStatsd({ timeoutMillis: 20, logger, clock: patientClock() });
  const [orders, depth] = [wired.meter.createCounter('orders'), wired.meter.createGauge('depth')];
  let fail = (_outcome: { delivered: number; error: TransportError }) => {};
  wired.transport.failNext(
    () =>
      new Promise((resolve) => {
        fail = resolve;
      }),
  );
  orders.add(1);
  depth.record(-5);
  expect(await wired.export()).toEqual({ code: 0 });
  expect(wired.exporter.accounting).toMatchObject({ accepted: 2, delivered: 0, inFlight: 2 });

  orders.add(2);
  depth.record(-7);
  expect(await wired.lines()).toEqual(['orders:2|c', 'depth:0|g', 'depth:-7|g']);
  fail({ delivered: 0, error: new TransportError('memory:', 'is away') });
  await new Promise(setImmediate);
  expect(wired.exporter.accounting).toMatchObject({
    delivered: 2,
    held: 1,
    inFlight: 0,
    dropped: { superseded: 1 },
  });

  orders.add(4);
  expect(await wired.lines()).toEqual(['orders:1|c', 'orders:4|c', 'depth:0|g', 'depth:-7|g']);
  expect(wired.exporter.accounting).toMatchObject({ accepted: 6, delivered: 5, held: 0, inFlight: 0 });
  expect(messages.map((message) => message.split(':')[0])).toEqual(['warn', 'info']);
});

it('exports run one after the other, however they are called', async () => {
  const wired = wireStatsd();
  let [running, most] = [0, 0];
  wired.transport.respondWith(async ({ ends }) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise(setImmediate);
    running -= 1;
    return { delivered: ends.length };
  });
  const orders = wired.meter.createCounter('orders');
  const exports: Promise<unknown>[] = [];
  for (let i = 0; i < 10; i += 1) {
    orders.add(1);
    exports.push(wired.export());
  }
  expect(await Promise.all(exports)).toEqual(Array(exports.length).fill({ code: 0 }));
  expect(most).toBe(1);
  const counts = [...wired.transport.text.matchAll(/^orders:(\d+)\|c$/gm)].map(([, count]) => Number(count));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(10);
});

it('an export after shutdown fails, and a second shutdown does nothing', async () => {
  const wired = wireStatsd();
  wired.meter.createCounter('orders').add(1);
  await Promise.all([wired.exporter.shutdown(), wired.exporter.shutdown()]);
  expect(wired.transport.isClosed).toBe(true);
  const { code, error } = await wired.export();
  expect([code, error?.message]).toEqual([1, 'StatsdMetricExporter is shut down']);
  await wired.exporter.forceFlush();
  expect(wired.transport.text).toBe('');
});
