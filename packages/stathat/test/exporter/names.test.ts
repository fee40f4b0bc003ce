import { describe, expect, it } from 'vitest';
import { collectionOf } from '../../../core/test/otel/collection.ts';
import { recordingLogger } from '../../../core/test/otel/recording-logger.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import type { StatHatMetricExporterOptions } from '../../src/index.ts';
import { wireStatHat } from './wired.ts';

/** What a counter that was added to by 1 is called. */
async function nameOf(
  metric: string,
  attributes: object,
  options: StatHatMetricExporterOptions = {},
  resource: object = {},
): Promise<string | undefined> {
  const wired = wireStatHat(options);
  const metrics = [{ name: metric, kind: 'counter', points: [{ value: 1, attributes }] }] as const;
  await exportOf(wired.exporter, collectionOf(metrics, resource));
  return wired.sent[0]?.stat;
}

describe('a name', () => {
  it.each([
    ['orders', 'orders'],
    ['http.server.duration', 'http.server.duration'],
    ['messages~total,europe', 'messages-total,europe'],
    [' a \t\n b\u0000c ', 'a b c'],
    ['a=b', 'a_b'],
    ['\ud800x', '\u{fffd}x'],
    ['', 'unspecified'],
    ['"quoted\\', '"quoted\\'],
  ])('of the metric %j is %j', async (metric, name) => {
    expect(await nameOf(metric, {})).toBe(name);
  });

  it('has the prefix before it, and a statistic behind it', async () => {
    expect(await nameOf('orders', {}, { prefix: 'shop ~ eu' })).toBe('shop - eu orders');
    const wired = wireStatHat({ prefix: 'shop', percentiles: [], attributes: { include: ['k'] } });
    wired.meter.createHistogram('latency').record(1, { k: 'v' });
    expect((await wired.items())[0]!.stat).toBe('shop latency min k=v');
  });

  it('has no attributes unless it is told to', async () => {
    const attributes = { region: 'eu', 'user id': 7, zone: 'a~b c', empty: '', nothing: null };
    expect(await nameOf('orders', attributes)).toBe('orders');
    expect(await nameOf('orders', attributes, { attributes: { include: ['zone', 'region'] } })).toBe(
      'orders region=eu zone=a-b_c',
    );
    expect(await nameOf('orders', attributes, { attributes: { include: ['*'], exclude: ['z*'] } })).toBe(
      'orders empty=unspecified region=eu user_id=7',
    );
  });

  it('has attributes of the resource where it is told to', async () => {
    const resource = { 'service.name': 'shop', 'host.name': 'web-1' };
    expect(await nameOf('n', {}, { resourceAttributes: ['service.name'] }, resource)).toBe(
      'n service.name=shop',
    );
    expect(await nameOf('n', {}, { resourceAttributes: 'all' }, resource)).toBe(
      'n host.name=web-1 service.name=shop',
    );
    expect(await nameOf('n', {}, {}, resource)).toBe('n');
  });

  it('of more than 255 bytes ends with a hash of all of it, and two of them stay two', async () => {
    const long = 'é'.repeat(200);
    const [first, second] = [await nameOf(`${long}1`, {}), await nameOf(`${long}2`, {})];
    expect(first).toMatch(/^é{122} #[0-9a-f]{8}$/);
    expect(Buffer.byteLength(first!)).toBe(254);
    expect(second).toMatch(/^é{122} #[0-9a-f]{8}$/);
    expect(second).not.toBe(first);
    expect(await nameOf(`${long}1`, {})).toBe(first);
    expect(await nameOf('x'.repeat(255), {})).toBe('x'.repeat(255));
  });
});

describe('what has one name', () => {
  it('is one stat: sums add, histograms merge, of gauges the last one stays', async () => {
    const wired = wireStatHat({ percentiles: [] });
    const { meter } = wired;
    const [orders, carts] = [meter.createCounter('orders'), meter.createUpDownCounter('carts')];
    const [temperature, latency] = [meter.createGauge('temperature'), meter.createHistogram('latency')];
    for (const [index, room] of ['a', 'b'].entries()) {
      orders.add(1 + index, { room });
      carts.add(10 + index, { room });
      temperature.record(20 + index, { room });
      latency.record(1 + index, { room });
    }
    expect(await wired.lines()).toEqual([
      'carts: value 21',
      'temperature: value 21',
      'orders: count 3',
      'latency min: value 1',
      'latency max: value 2',
      'latency count: count 2',
      'latency sum: count 3',
    ]);
    expect(wired.exporter.accounting).toMatchObject({ accepted: 8, delivered: 8 });
  });

  it('is reported once where it is not meant to', async () => {
    const { logger, messages } = recordingLogger();
    const wired = wireStatHat({ logger, attributes: { include: ['*'] } });
    const point = (k: string) => ({ value: 1, attributes: { k } });
    const metrics = collectionOf([
      { name: 'a b', kind: 'counter', points: [point('x y'), point('x_y')] },
      { name: 'a\tb', kind: 'counter', points: [point('z')] },
      { name: 'latency', kind: 'counter', points: [point('z')] },
      { name: 'latency', kind: 'gauge', points: [point('z')] },
    ]);
    await exportOf(wired.exporter, metrics);
    await exportOf(wired.exporter, metrics);
    // values go first, and so have the name
    expect(wired.sent.map(({ stat, count }) => `${stat} ${count}`)).toEqual([
      ...['latency k=z undefined', 'a b k=x_y 2', 'a b k=z 1'],
      ...['latency k=z undefined', 'a b k=x_y 2', 'a b k=z 1'],
    ]);
    expect(messages.filter((message) => message.includes('on the wire'))).toHaveLength(3);
    expect(wired.exporter.accounting.dropped).toEqual({ name_collision: 2 });
  });
});
