import type { Histogram } from '@otelwire/core';
import { describe, expect, it } from 'vitest';
import { collectionOf } from '../../../core/test/otel/collection.ts';
import { recordingLogger } from '../../../core/test/otel/recording-logger.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import { type Wired, wireDogStatsd, wireStatsd } from './wired.ts';

/** Exports a counter that has these attributes: the SDK hands on whatever an application passes. */
async function exportCounter(wired: Wired, ...attributes: readonly object[]) {
  const points = attributes.map((one) => ({ attributes: one, value: 1 }));
  const result = await exportOf(wired.exporter, collectionOf([{ name: 'orders', kind: 'counter', points }]));
  return { ...result, text: wired.transport.text };
}

describe('attribute values', () => {
  const cyclic: unknown[] = [];
  cyclic.push(cyclic);
  it.each([
    ['text', 'eu', 'k:eu'],
    ['a number', 1.5, 'k:1.5'],
    ['a boolean', false, 'k:false'],
    ['a bigint', 12345678901234567890n, 'k:12345678901234567890'],
    ['empty text', '', 'k:n/a'],
    ['null', null, undefined],
    ['undefined', undefined, undefined],
    ['NaN', Number.NaN, 'k:NaN'],
    ['infinity', Number.NEGATIVE_INFINITY, 'k:-Infinity'],
    ['minus zero', -0, 'k:0'],
    ['an array', ['a', 1, null, true], 'k:a_1__true'],
    ['an empty array', [], 'k:n/a'],
    ['nested arrays', [['a', ['b']], 'c'], 'k:["a"_["b"]]_c'],
    ['an object', { a: { b: 1 } }, 'k:{"a":{"b":1}}'],
    ['a date', new Date(0), 'k:1970-01-01T00:00:00.000Z'],
    ['a date that is none', new Date(Number.NaN), undefined],
    ['bytes', new Uint8Array([1, 2, 255]), 'k:AQL/'],
    ['a function', () => 1, undefined],
    ['a symbol', Symbol('s'), undefined],
    ['what contains itself', cyclic, undefined],
    ['what cannot be JSON', { a: 1n }, undefined],
    ['what ends with a colon', 'a:', 'k:a_'],
    ['delimiters', 'a|b,c#d@e:f', 'k:a_b_c_d@e:f'],
    ['line breaks', 'a\r\nb\u2028c\u0085d', 'k:ab_c_d'],
    ['halves of characters', '\ud83d-\ude00', 'k:_-_'],
    ['a line of its own', 'x\nfake:1|c', 'k:xfake:1_c'],
  ])('of the kind %s are tags', async (_kind, value, tag) => {
    const wired = wireDogStatsd();
    const { code, text } = await exportCounter(wired, { k: value });
    expect([code, text]).toEqual([0, `orders:1|c${tag === undefined ? '' : `|#${tag}`}\n`]);
  });

  it('that say the same are one series', async () => {
    const wired = wireDogStatsd();
    const { text } = await exportCounter(wired, { k: '1' }, { k: 1 }, { k: [1] }, { k: ['1'] }, { k: 1n });
    expect(text).toBe('orders:5|c|#k:1\n');
    expect(wired.exporter.accounting).toMatchObject({ accepted: 5, delivered: 5 });
  });

  it('that throw when they are read cost their metric, not the export of others', async () => {
    const wired = wireStatsd();
    const bad = {
      get k() {
        throw new Error('unreadable');
      },
    };
    const { code, error } = await exportOf(
      wired.exporter,
      collectionOf([
        { name: 'before', kind: 'counter', points: [{ attributes: bad, value: 1 }] },
        { name: 'after', kind: 'counter', points: [{ value: 1 }] },
      ]),
    );
    expect([code, error?.message]).toEqual([1, 'unreadable']);
    expect(wired.transport.text).toBe('after:1|c\n');
    expect(wired.exporter.accounting).toMatchObject({
      accepted: 2,
      delivered: 1,
      dropped: { internal_error: 1 },
    });
  });
});

describe('attribute keys', () => {
  it('stand in the order of the alphabet', async () => {
    const wired = wireDogStatsd();
    wired.meter.createCounter('orders').add(1, { b: 2, a: 1, c: 3 });
    wired.meter.createCounter('orders').add(1, { c: 3, a: 1, b: 2 });
    expect(await wired.lines()).toEqual(['orders:2|c|#a:1,b:2,c:3']);
  });

  it('that the Agent would believe are renamed, however they are spelt', async () => {
    const wired = wireDogStatsd();
    wired.meter.createCounter('orders').add(1, {
      'dd.internal.entity_id': 'x',
      'dd.internal\n.card': 'high',
      'dd.\rinternal.jmx_check_name': 'y',
    });
    expect(await wired.lines()).toEqual([
      'orders:1|c|#dd_internal_card:high,dd_internal_entity_id:x,dd_internal_jmx_check_name:y',
    ]);
  });

  it('called name do not take the place of the name in Graphite', async () => {
    const wired = wireStatsd({ dialect: 'graphite' });
    wired.meter.createCounter('orders').add(1, { name: 'x' });
    expect(await wired.lines()).toEqual(['orders;_name=x:1|c']);
  });

  it('of Object.prototype are keys as others', async () => {
    const wired = wireDogStatsd();
    const attributes = JSON.parse('{"__proto__":"a","constructor":"b","toString":"c"}');
    wired.meter.createCounter('orders').add(1, attributes);
    expect(await wired.lines()).toEqual(['orders:1|c|#constructor:b,m.__proto__:a,toString:c']);
  });

  it('that come out the same are one tag', async () => {
    const wired = wireDogStatsd();
    wired.meter.createCounter('orders').add(1, { 'a|b': 1, 'a,b': 2, 'a#b': 3 });
    expect(await wired.lines()).toEqual(['orders:1|c|#a_b:1']);
  });

  it('that are empty or do not start with a letter get one', async () => {
    const wired = wireDogStatsd();
    wired.meter.createCounter('orders').add(1, { '': 'a', _x: 'b', '9': 'c', é: 'd' });
    expect(await wired.lines()).toEqual(['orders:1|c|#m.:a,m.9:c,m._x:b,é:d']);
  });

  it('and values are cut to what Datadog keeps, and stay different', async () => {
    const wired = wireDogStatsd();
    const orders = wired.meter.createCounter('orders');
    for (const end of ['a', 'b']) orders.add(1, { ['k'.repeat(300)]: `${'v'.repeat(10_000)}${end}` });
    const tags = (await wired.lines()).map((line) => line.split('|#')[1]!);
    expect(tags).toHaveLength(2);
    expect(tags[0]).not.toBe(tags[1]);
    for (const tag of tags) expect(tag).toMatch(/^k{91}_[0-9a-f]{8}:v{90}_[0-9a-f]{8}$/);
  });
});

describe('an attribute filter', () => {
  it.each([
    [{ include: ['http.*', 'region'] }, '#http.method:GET,region:eu'],
    [{ exclude: ['http.*'] }, '#region:eu,user:7'],
    [{ include: ['*e*'], exclude: ['user'] }, '#http.method:GET,region:eu'],
    [{ include: ['regio'] }, undefined],
    [{ include: [] }, undefined],
  ])('%j keeps what it says', async (attributes, tags) => {
    const wired = wireDogStatsd({ attributes });
    wired.meter.createCounter('orders').add(1, { 'http.method': 'GET', region: 'eu', user: 7 });
    expect(await wired.lines()).toEqual([`orders:1|c${tags === undefined ? '' : `|${tags}`}`]);
  });

  it('does not keep back global tags', async () => {
    const wired = wireDogStatsd({ attributes: { include: [] }, globalTags: { team: 'core' } });
    wired.meter.createCounter('orders').add(1, { region: 'eu' });
    expect(await wired.lines()).toEqual(['orders:1|c|#team:core']);
  });
});

describe('points that become one series', () => {
  const exclude = { attributes: { exclude: ['user'] } };
  const users = ['a', 'b', 'c'];

  it('of counters and up-down counters are added up', async () => {
    const wired = wireStatsd(exclude);
    const orders = wired.meter.createCounter('orders');
    const open = wired.meter.createUpDownCounter('open');
    users.forEach((user, i) => {
      orders.add(i + 1, { user });
      open.add(i - 5, { user });
    });
    expect(await wired.lines()).toEqual(['orders:6|c', 'open:0|g', 'open:-12|g']);
    orders.add(1, { user: 'b' });
    open.add(20, { user: 'b' });
    expect(await wired.lines()).toEqual(['orders:1|c', 'open:8|g']);
    expect(wired.exporter.accounting).toMatchObject({ accepted: 10, delivered: 10, held: 0, dropped: {} });
  });

  it('of totals are added up', async () => {
    const wired = wireStatsd({ ...exclude, temporalityPreference: 'cumulative' });
    const orders = wired.meter.createCounter('orders');
    for (const user of users) orders.add(2, { user });
    expect(await wired.lines()).toEqual(['orders:6|g']);
  });

  it('of gauges are the latest', async () => {
    const wired = wireStatsd(exclude);
    wired.meter.createObservableGauge('heat').addCallback((result) => {
      users.forEach((user, i) => {
        result.observe(i + 1, { user });
      });
    });
    expect(await wired.lines()).toEqual(['heat:3|g']);
  });

  it('of histograms are one histogram', async () => {
    const wired = wireStatsd({ ...exclude, percentiles: [] });
    const latency = wired.meter.createHistogram('latency');
    users.forEach((user, i) => {
      latency.record(10 ** i, { user });
    });
    expect(await wired.lines()).toEqual([
      'latency.count:3|c',
      'latency.sum:111|c',
      'latency.min:1|g',
      'latency.max:100|g',
      'latency.avg:37|g',
    ]);
  });

  it('of explicit and of exponential buckets cannot be one, which is counted', async () => {
    const wired = wireStatsd({ percentiles: [] });
    wired.meter.createHistogram('latency').record(2);
    const { scopeMetrics } = await wired.collect();
    const exponential = scopeMetrics[0]!.metrics[0]!.dataPoints[0]!.value as Histogram;
    const explicit = { count: 1, sum: 5, min: 5, max: 5, buckets: { boundaries: [], counts: [1] } };
    const points = [{ value: explicit }, { value: exponential }];
    await exportOf(wired.exporter, collectionOf([{ name: 'latency', kind: 'histogram', points }]));
    expect(wired.transport.text).toContain('latency.sum:5|c\n');
    expect(wired.exporter.accounting).toMatchObject({ delivered: 1, dropped: { not_mergeable: 1 } });
  });

  it('because of their characters are reported, each pair once', async () => {
    const { logger, messages } = recordingLogger();
    const wired = wireDogStatsd({ logger });
    for (let i = 0; i < 3; i += 1) {
      const orders = wired.meter.createCounter('orders');
      orders.add(1, { k: 'a|b' });
      orders.add(2, { k: 'a,b' });
      expect(await wired.lines()).toEqual(['orders:3|c|#k:a_b']);
    }
    expect(messages).toEqual([
      `warn: attributes {"k":"a|b"} and attributes {"k":"a,b"} are both '|#k:a_b' on the wire; their points are merged`,
    ]);
  });
});
