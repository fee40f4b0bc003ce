import { expect, it } from 'vitest';
import { collectionOf } from '../../../core/test/otel/collection.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import { eventsOf, wireStride } from './wired.ts';

const anyTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/);
const anyId = expect.stringMatching(/^[0-9a-f]{32}$/);
const always = { $timestamp: anyTime, $id: anyId, start: anyTime };

it('sends each kind of instrument as one event', async () => {
  const wired = wireStride();
  const { meter } = wired;
  meter.createCounter('orders', { unit: '{order}' }).add(3, { region: 'eu', vip: true, floor: 2 });
  meter.createUpDownCounter('carts').add(-2);
  meter.createGauge('oven', { unit: 'Cel' }).record(231.5);
  expect(await wired.events()).toEqual([
    {
      ...always,
      name: 'orders',
      type: 'sum',
      unit: '{order}',
      temporality: 'delta',
      monotonic: true,
      scope: 'test',
      attributes: { floor: 2, region: 'eu', vip: true },
      value: 3,
    },
    {
      ...always,
      name: 'carts',
      type: 'sum',
      temporality: 'cumulative',
      monotonic: false,
      scope: 'test',
      attributes: {},
      value: -2,
    },
    { ...always, name: 'oven', type: 'gauge', unit: 'Cel', scope: 'test', attributes: {}, value: 231.5 },
  ]);
});

it('sends counters as amounts and levels as they are', async () => {
  const wired = wireStride();
  const counter = wired.meter.createCounter('orders');
  const level = wired.meter.createUpDownCounter('carts');
  for (const amount of [3, 4]) {
    counter.add(amount);
    level.add(amount);
    await wired.events();
  }
  const [orders, carts] = eventsOf(wired.transport);
  expect([orders!.value, carts!.value]).toEqual([4, 7]);
});

it('sends an exponential histogram with all its buckets', async () => {
  const wired = wireStride();
  const histogram = wired.meter.createHistogram('latency', { unit: 's' });
  for (const value of [0, 1, 2, 2, 100]) histogram.record(value);
  const point = (await wired.collect()).scopeMetrics[0]!.metrics[0]!.dataPoints[0]!;
  expect(point).toBeDefined();
  for (const value of [0, 1, 2, 2, 100]) histogram.record(value);
  const [event] = await wired.events();
  const value = point.value as unknown as Record<string, never> & {
    positive: { offset: number; bucketCounts: number[] };
    negative: { offset: number; bucketCounts: number[] };
  };
  expect(event).toEqual({
    ...always,
    name: 'latency',
    type: 'exponential_histogram',
    unit: 's',
    temporality: 'delta',
    scope: 'test',
    attributes: {},
    count: 5,
    sum: 105,
    min: 0,
    max: 100,
    scale: value.scale,
    zero_count: 1,
    pos_offset: value.positive.offset,
    pos_counts: value.positive.bucketCounts,
    neg_offset: value.negative.offset,
    neg_counts: value.negative.bucketCounts,
  });
});

it('sends an explicit histogram with its bounds and buckets', async () => {
  const wired = wireStride({ histogramAggregation: 'explicit_bucket_histogram' });
  const advice = { explicitBucketBoundaries: [1, 2.5, 10] };
  wired.meter.createHistogram('latency', { advice }).record(2);
  const [event] = await wired.events();
  expect(event).toMatchObject({ type: 'histogram', count: 1, sum: 2, min: 2, max: 2 });
  expect(event).toMatchObject({ bounds: [1, 2.5, 10], buckets: [0, 1, 0, 0] });
});

it('leaves out what an instrument did not keep or infinity has spoilt', async () => {
  const { exporter, transport } = wireStride();
  const value = { count: 2, sum: Number.POSITIVE_INFINITY, buckets: { boundaries: [], counts: [2] } };
  await exportOf(exporter, collectionOf([{ name: 'h', kind: 'histogram', points: [{ value }] }]));
  const [event] = eventsOf(transport);
  expect(Object.keys(event!).slice(-3)).toEqual(['count', 'bounds', 'buckets']);
});

it('keeps counters and up-down counters of one name apart, whatever the temporality', async () => {
  const wired = wireStride({ temporalityPreference: () => 0 });
  wired.scope('one').createCounter('requests').add(1);
  wired.scope('two').createUpDownCounter('requests').add(2);
  const events = await wired.events();
  expect(events.map(({ monotonic, temporality, value }) => [monotonic, temporality, value])).toEqual([
    [true, 'delta', 1],
    [false, 'delta', 2],
  ]);
});

it('keeps metrics of one name apart by scope, and says the version of a scope', async () => {
  const wired = wireStride();
  wired.scope('one').createCounter('requests').add(1);
  wired.scope('two').createCounter('requests').add(2);
  const events = await wired.events();
  expect(events.map(({ scope, value }) => [scope, value])).toEqual([
    ['one', 1],
    ['two', 2],
  ]);
  const versioned = collectionOf([{ name: 'requests', kind: 'counter', points: [{ value: 1 }] }]);
  Object.assign(versioned.scopeMetrics[0]!.scope, { version: '1.2' });
  wired.transport.clear();
  await exportOf(wired.exporter, versioned);
  expect(eventsOf(wired.transport)[0]!.scope).toBe('test@1.2');
});

it('says who sent it, and more of the resource if asked', async () => {
  const resource = {
    'service.name': 'shop',
    'service.version': '1.2',
    'deployment.environment.name': 'prod',
    'host.name': 'web-1',
  };
  const eventOf = async (options: Parameters<typeof wireStride>[0]) => {
    const wired = wireStride(options, { resource });
    wired.meter.createCounter('orders').add(1);
    return (await wired.events())[0]!;
  };
  const plain = await eventOf({});
  expect(plain).toMatchObject({ service: 'shop', version: '1.2', env: 'prod' });
  expect(plain).not.toHaveProperty('resource');
  const more = await eventOf({ resourceAttributes: ['host.name', 'host.name'] });
  expect(more.resource).toEqual({ 'host.name': 'web-1' });
  expect(await eventOf({ resourceAttributes: 'all', flatten: true })).toMatchObject({
    service: 'shop',
    resource_host_name: 'web-1',
  });
});

it('gives the same data point the same id, and another one another', async () => {
  const idsOf = async (resource: object, ...metrics: Parameters<typeof collectionOf>[0]) => {
    const { exporter, transport } = wireStride();
    await exportOf(exporter, collectionOf(metrics, resource));
    return eventsOf(transport).map(({ $id }) => $id);
  };
  const point = { value: 1, attributes: { a: 1 } };
  const orders = { name: 'orders', kind: 'counter', points: [point] } as const;
  const [id] = await idsOf({}, orders);
  expect(await idsOf({}, orders)).toEqual([id]);
  const others = await Promise.all([
    idsOf({ 'service.instance.id': '2' }, orders),
    idsOf({}, { ...orders, name: 'others' }),
    idsOf({}, { ...orders, unit: 's' }),
    idsOf({}, { ...orders, kind: 'up-down' }),
    idsOf({}, { ...orders, points: [{ ...point, attributes: { a: 2 } }] }),
    idsOf({}, { ...orders, points: [{ ...point, endTime: [2, 1] }] }),
  ]);
  expect(new Set([id, ...others.flat()]).size).toBe(7);
});

it('drops what is no number and what has no place in time, and counts it', async () => {
  const { exporter, transport } = wireStride();
  const none = { count: 1, buckets: { boundaries: [Number.NaN], counts: [1, 0] } };
  const points = [{ value: Number.NaN }, { value: 1, endTime: [-1, 0], attributes: { a: 1 } }];
  const metrics = collectionOf([
    { name: 'g', kind: 'gauge', points },
    { name: 'h', kind: 'histogram', points: [{ value: none }] },
    { name: 'long', kind: 'gauge', points: [{ value: 1, attributes: { a: 'x'.repeat(70_000) } }] },
  ]);
  await exportOf(exporter, metrics);
  expect(transport.payloads).toEqual([]);
  expect(exporter.accounting.dropped).toEqual({ not_finite: 2, invalid_timestamp: 1, too_large: 1 });
});
