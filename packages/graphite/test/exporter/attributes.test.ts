import { describe, expect, it } from 'vitest';
import { collectionOf } from '../../../core/test/otel/collection.ts';
import { recordingLogger } from '../../../core/test/otel/recording-logger.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import { wireGraphite } from './wired.ts';

const resource = {
  'service.name': 'shop',
  'service.version': '1.2.3',
  'deployment.environment.name': 'production',
  'host.name': 'web-1',
};

async function counted(wired: ReturnType<typeof wireGraphite>, attributes = {}): Promise<string> {
  wired.meter.createCounter('orders').add(1, attributes);
  const lines = await wired.lines();
  expect(lines).toHaveLength(1);
  return lines[0]!;
}

describe('attributes', () => {
  it.each<[kind: string, value: unknown, tag: string]>([
    ['text', 'eu', ';k=eu'],
    ['a number', 1.5, ';k=1.5'],
    ['a boolean', false, ';k=false'],
    ['an array', ['a', 1, null], ';k=a,1,'],
    ['an object', { a: 'b' }, ';k={_a_:_b_}'],
    ['empty text', '', ';k=unspecified'],
    ['null', null, ''],
    ['undefined', undefined, ''],
    ['a route', '/orders/{id}?x=1', ';k=/orders/{id}?x=1'],
    ['a line of its own', 'x 1 2\nfake 1 2', ';k=x_1_2_fake_1_2'],
    ['a tag of its own', 'x;name=y', ';k=x_name=y'],
  ])('that are %s are tags', async (_kind, value, tag) => {
    const { exporter, transport } = wireGraphite();
    const points = [{ attributes: { k: value }, value: 1 }];
    await exportOf(exporter, collectionOf([{ name: 'orders', kind: 'up-down', points }]));
    expect(transport.text).toBe(`orders${tag} 1 2\n`);
  });

  it('stand in the order that carbon sorts them in, whatever order they come in', async () => {
    const wired = wireGraphite();
    wired.meter.createCounter('orders').add(1, { b: 2, a: 1, 'a-b': 3, A: 4 });
    wired.meter.createCounter('orders').add(1, { A: 4, 'a-b': 3, a: 1, b: 2 });
    expect(await wired.lines()).toEqual(['orders;A=4;a-b=3;a=1;b=2 2']);
  });

  it('of Object.prototype are keys as others', async () => {
    const attributes = JSON.parse('{"__proto__":"a","constructor":"b","name":"c"}');
    expect(await counted(wireGraphite(), attributes)).toBe('orders;__proto__=a;_name=c;constructor=b 1');
  });
});

describe('an attribute filter', () => {
  it.each([
    [{ include: ['http.*', 'region'] }, ';http.method=GET;region=eu'],
    [{ exclude: ['http.*'] }, ';region=eu;user=7'],
    [{ include: ['*e*'], exclude: ['user'] }, ';http.method=GET;region=eu'],
    [{ include: [] }, ''],
  ])('%j keeps what it says', async (attributes, tags) => {
    const all = { 'http.method': 'GET', region: 'eu', user: 7 };
    expect(await counted(wireGraphite({ attributes }), all)).toBe(`orders${tags} 1`);
  });

  it('does not keep back global tags and those of the resource', async () => {
    const wired = wireGraphite({ attributes: { include: [] }, globalTags: { team: 'core' } }, { resource });
    expect(await counted(wired, { region: 'eu' })).toBe(
      'orders;env=production;service=shop;team=core;version=1.2.3 1',
    );
  });
});

describe('points that become one series', () => {
  const exclude = { attributes: { exclude: ['user'] } };
  const users = ['a', 'b', 'c'];

  it('of counters and up-down counters are added up', async () => {
    const wired = wireGraphite(exclude);
    const orders = wired.meter.createCounter('orders');
    const open = wired.meter.createUpDownCounter('open');
    users.forEach((user, i) => {
      orders.add(i + 1, { user });
      open.add(i - 5, { user });
    });
    expect(await wired.lines()).toEqual(['orders 6', 'open -12']);
    orders.add(1, { user: 'b' });
    expect(await wired.lines()).toEqual(['orders 7', 'open -12']);
    expect(wired.exporter.accounting).toMatchObject({ accepted: 12, delivered: 12, dropped: {} });
  });

  it('of gauges are the latest', async () => {
    const wired = wireGraphite(exclude);
    wired.meter.createObservableGauge('heat').addCallback((result) => {
      users.forEach((user, i) => {
        result.observe(i + 1, { user });
      });
    });
    expect(await wired.lines()).toEqual(['heat 3']);
  });

  it('of histograms are one histogram, and one total', async () => {
    const wired = wireGraphite({ ...exclude, percentiles: [] });
    const latency = wired.meter.createHistogram('latency');
    const statistics = (...values: string[]) => values.map((value) => `latency.${value}`);
    users.forEach((user, i) => {
      latency.record(10 ** i, { user });
    });
    expect(await wired.lines()).toEqual(statistics('count 3', 'sum 111', 'min 1', 'max 100'));
    latency.record(5, { user: 'c' });
    expect(await wired.lines()).toEqual(statistics('count 4', 'sum 116', 'min 5', 'max 5'));
  });

  it('because of their characters are reported, each pair once', async () => {
    const { logger, messages } = recordingLogger();
    const wired = wireGraphite({ logger });
    for (const total of [3, 6]) {
      const orders = wired.meter.createCounter('orders');
      orders.add(1, { k: 'a b' });
      orders.add(2, { k: 'a;b' });
      expect(await wired.lines()).toEqual([`orders;k=a_b ${total}`]);
    }
    expect(messages).toEqual([
      `warn: attributes {"k":"a b"} and attributes {"k":"a;b"} are both ';k=a_b' on the wire; their points are merged`,
    ]);
  });

  it('on both sides of a name are reported in readable words', async () => {
    const { logger, messages } = recordingLogger();
    const wired = wireGraphite({ logger, pathTemplate: '{attr:k}.{name}' });
    wired.meter.createCounter('orders').add(1, { k: 'a b', l: 1 });
    wired.meter.createCounter('orders').add(1, { k: 'a;b', l: 1 });
    expect(await wired.lines()).toEqual(['a_b.orders.l.1 2']);
    expect(messages).toEqual([
      `warn: attributes {"k":"a b","l":"1"} and attributes {"k":"a;b","l":"1"} are both 'a_b.{name}.l.1' on the wire; their points are merged`,
    ]);
  });
});

describe('the resource', () => {
  it("gives every series the service's name, version and environment", async () => {
    expect(await counted(wireGraphite({}, { resource }))).toBe(
      'orders;env=production;service=shop;version=1.2.3 1',
    );
    const older = { 'deployment.environment': 'staging', 'service.name': 'unknown_service:node' };
    expect(await counted(wireGraphite({}, { resource: older }))).toBe('orders;env=staging 1');
  });

  it('gives further tags when asked by name, or for all', async () => {
    const tags = ';env=production;host.name=web-1;service=shop;version=1.2.3';
    for (const resourceAttributes of [['host.name', 'nothing'], 'all'] as const) {
      expect(await counted(wireGraphite({ resourceAttributes }, { resource }))).toBe(`orders${tags} 1`);
    }
  });

  it('gives way to global tags, and these to attributes', async () => {
    const wired = () => wireGraphite({ globalTags: { team: 'core', service: 'mine' } }, { resource });
    expect(await counted(wired())).toContain(';service=mine;team=core;');
    expect(await counted(wired(), { team: 'web', service: 'its' })).toContain(';service=its;team=web;');
  });
});

it('global tags are made fit for the wire as attributes are', async () => {
  const globalTags = { 'a b': '~x;y z', empty: '', name: 'n' };
  expect(await counted(wireGraphite({ globalTags }))).toBe('orders;_name=n;a_b=_x_y_z;empty=unspecified 1');
});
