import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { wireGraphite } from '../packages/graphite/test/exporter/wired.ts';
import { wireInitialState } from '../packages/initial-state/test/exporter/wired.ts';
import { wireStatHat } from '../packages/stathat/test/exporter/wired.ts';
import { wireDogStatsd, wireStatsd } from '../packages/statsd/test/exporter/wired.ts';
import { wireStride } from '../packages/stride/test/exporter/wired.ts';

type Wired = Pick<ReturnType<typeof wireStatsd>, 'meter'>;

beforeEach(() => void vi.stubEnv('NODE_APP_INSTANCE', '2'));
afterEach(() => vi.unstubAllEnvs());

function record<W extends Wired>(wired: W): W {
  wired.meter.createCounter('orders').add(3);
  wired.meter.createUpDownCounter('carts').add(4);
  wired.meter.createGauge('depth').record(5);
  wired.meter.createHistogram('latency').record(6);
  return wired;
}

describe('one of several processes', () => {
  it('tells its levels apart in StatsD, and what the server adds up not', async () => {
    expect(await record(wireStatsd({ percentiles: [] })).lines()).toEqual([
      'orders:3|c',
      'carts.worker.2:4|g',
      'depth.worker.2:5|g',
      'latency.worker.2.count:1|c',
      'latency.worker.2.sum:6|c',
      'latency.worker.2.min:6|g',
      'latency.worker.2.max:6|g',
      'latency.worker.2.avg:6|g',
    ]);
  });

  it('tells its levels apart in DogStatsD, and samples not', async () => {
    expect(await record(wireDogStatsd()).lines()).toEqual([
      'orders:3|c',
      'carts:4|g|#worker:2',
      'depth:5|g|#worker:2',
      'latency:6|d',
    ]);
  });

  it('tells its counters apart, too, where they have their time, since the Agent keeps one of a second', async () => {
    const [orders] = await record(wireDogStatsd({ timestamps: true })).lines();
    expect(orders).toMatch(/^orders:3\|c\|#worker:2\|T\d+$/);
  });

  it('tells all its series apart in Graphite', async () => {
    const lines = await record(wireGraphite({ percentiles: [] })).lines();
    expect(lines.filter((line) => !line.includes(';worker=2 '))).toEqual([]);
    expect(lines[0]).toBe('orders;worker=2 3');
  });

  it('has its place in a path of Graphite', async () => {
    const lines = await record(
      wireGraphite({ pathTemplate: '{attr:worker}.{name}', percentiles: [] }),
    ).lines();
    expect(lines.slice(0, 2)).toEqual(['2.orders 3', '2.carts 4']);
  });

  it('tells its values apart in StatHat, and counts not', async () => {
    const lines = await record(wireStatHat({ percentiles: [] })).lines();
    expect(lines.sort()).toEqual([
      'carts worker=2: value 4',
      'depth worker=2: value 5',
      'latency count: count 1',
      'latency max worker=2: value 6',
      'latency min worker=2: value 6',
      'latency sum: count 6',
      'orders: count 3',
    ]);
  });

  it('tells all its keys apart in Initial State', async () => {
    const keys = Object.keys(await record(wireInitialState({ percentiles: [] })).values());
    expect(keys.filter((key) => !key.endsWith('{worker=2}'))).toEqual([]);
    expect(keys.length).toBeGreaterThan(3);
  });

  it('sends events to Stride as they are', async () => {
    const wired = record(wireStride());
    await wired.export();
    expect(wired.transport.text).toContain('"orders"');
    expect(wired.transport.text).not.toContain('worker');
  });

  it('keeps the names where that is off, and has those of its own before ours', async () => {
    expect(await record(wireDogStatsd({ processAttribute: 'off' })).lines()).toContain('depth:5|g');
    expect(await record(wireDogStatsd({ globalTags: { worker: 'a' } })).lines()).toContain(
      'depth:5|g|#worker:a',
    );
    expect(await record(wireGraphite({ globalTags: { worker: 'a' } })).lines()).toContain('depth;worker=a 5');
  });
});
