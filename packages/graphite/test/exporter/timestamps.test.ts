import { describe, expect, it } from 'vitest';
import { collectionOf } from '../../../core/test/otel/collection.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import type { GraphiteMetricExporterOptions } from '../../src/index.ts';
import { readStrictly } from './wire-reader.ts';
import { wireGraphite } from './wired.ts';
import { formats } from './wires.ts';

const histogram = { count: 1, sum: 1, min: 1, max: 1, buckets: { boundaries: [], counts: [1] } };

/** The seconds of all that a collection becomes which ended at `endTime`. */
async function secondsOf(
  endTime: readonly [seconds: number, nanoseconds: number],
  format: keyof typeof formats,
  options: GraphiteMetricExporterOptions = {},
): Promise<Set<number>> {
  const { exporter, transport } = wireGraphite({ ...formats[format], ...options });
  const gauge = { name: 'g', kind: 'gauge', points: [{ value: 1, endTime }] } as const;
  const latency = { name: 'h', kind: 'histogram', points: [{ value: histogram, endTime }] } as const;
  await exportOf(exporter, collectionOf([gauge, latency]));
  return new Set(
    transport.payloads.flatMap((payload) => readStrictly(payload, format)).map(({ second }) => second),
  );
}

describe.each(['plaintext', 'pickle', 'json'] as const)('in the format %s', (format) => {
  it('all points of a collection have its second, without a fraction', async () => {
    expect(await secondsOf([1_700_000_059, 999_999_999], format)).toEqual(new Set([1_700_000_059]));
  });

  it('points have the beginning of their interval, where one is given', async () => {
    expect(await secondsOf([1_700_000_059, 0], format, { intervalSeconds: 60 })).toEqual(
      new Set([1_700_000_040]),
    );
    expect(await secondsOf([1_700_000_040, 0], format, { intervalSeconds: 60 })).toEqual(
      new Set([1_700_000_040]),
    );
  });

  it('seconds after 2038 are as they are', async () => {
    expect(await secondsOf([4_000_000_000, 0], format)).toEqual(new Set([4_000_000_000]));
  });
});

it('points of one collection that come in several exports, and of the next, have each their own second', async () => {
  const { exporter, transport } = wireGraphite();
  const points = [5, 5, 7].map((second, i) => ({ value: i, attributes: { i }, endTime: [second, 0] }));
  await exportOf(exporter, collectionOf([{ name: 'g', kind: 'gauge', points }]));
  expect(transport.text).toBe('g;i=0 0 5\ng;i=1 1 5\ng;i=2 2 7\n');
});

it('the time of the SDK is that of its collection', async () => {
  const wired = wireGraphite();
  wired.meter.createCounter('orders').add(1);
  const collected = await wired.collect();
  const [seconds] = collected.scopeMetrics[0]!.metrics[0]!.dataPoints[0]!.endTime;
  await exportOf(wired.exporter, collected);
  expect(wired.transport.text).toBe(`orders 1 ${seconds}\n`);
  expect(Math.abs(seconds - Date.now() / 1000)).toBeLessThan(3600);
});
