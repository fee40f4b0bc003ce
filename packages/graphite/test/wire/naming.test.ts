import { describe, expect, it } from 'vitest';
import { json } from '../../src/wire/json.ts';
import { createNaming, type NamingOptions } from '../../src/wire/naming.ts';
import { plaintext } from '../../src/wire/plaintext.ts';
import { type Recorded, template, textOf } from './records.ts';

const attributes = [
  ['region', 'eu'],
  ['b.c', '1.5'],
] as const;
const resource = (key: string) => ({ 'host.name': 'web-1', 'service.name': 'shop' })[key];

/** The path of a line. */
function path(point: Partial<Recorded>, options: Partial<NamingOptions> = {}): string {
  const text = textOf(plaintext, [{ name: 'orders', ...point }], { resource, ...options });
  return text.slice(0, text.indexOf(' '));
}

describe('with tags', () => {
  it('a path is the name and its sorted tags', () => {
    expect(path({ attributes })).toBe('orders;b.c=1.5;region=eu');
    expect(path({})).toBe('orders');
  });

  it('a statistic is the last part of the name', () => {
    expect(path({ attributes, statistic: 'p99_9' })).toBe('orders.p99_9;b.c=1.5;region=eu');
  });

  it.each([
    ['shop', 'shop.orders'],
    ['shop.', 'shop.orders'],
    ['shop.eu west', 'shop.eu_west.orders'],
    ['.shop..', 'shop.orders'],
  ])('the prefix %j makes %s', (prefix, expected) => {
    expect(path({}, { prefix })).toBe(expected);
  });

  it('the key of a hosted service comes first', () => {
    expect(path({ attributes }, { apiKey: 'a-b-c', prefix: 'shop' })).toBe(
      'a-b-c.shop.orders;b.c=1.5;region=eu',
    );
  });

  it('a long name is cut, its prefix and all, and stays different from others', () => {
    const names = ['a', 'b'].map((end) => path({ name: `${'n.'.repeat(1000)}${end}` }, { prefix: 'shop' }));
    for (const name of names) expect(name).toMatch(/^shop(?:\.n)+\.?_[0-9a-f]{8}$/);
    expect(names[0]!.length).toBe(175);
    expect(names[0]).not.toBe(names[1]);
  });
});

describe('with a template', () => {
  const usual = template('{prefix}.{name}');

  it('a path has its attributes behind the name, sorted by key, and the statistic at its end', () => {
    const options = { template: usual, prefix: 'shop' };
    expect(path({ attributes }, options)).toBe('shop.orders.b_c.1_5.region.eu');
    expect(path({ attributes, statistic: 'max' }, options)).toBe('shop.orders.b_c.1_5.region.eu.max');
    expect(path({}, options)).toBe('shop.orders');
    expect(path({}, { template: usual })).toBe('orders');
  });

  it('attributes may stand before the name', () => {
    const options = { template: template('{attr:region}.{resource:host.name}.{name}.x'), apiKey: 'key' };
    expect(path({ attributes, statistic: 'max' }, options)).toBe('key.eu.web-1.orders.x.b_c.1_5.max');
    expect(path({}, options)).toBe('key.unspecified.web-1.orders.x');
    const last = { template: template('{attr:region}.{name}') };
    expect(path({ attributes: [['region', 'eu']] }, last)).toBe('eu.orders');
  });

  it('attributes of all series give way to those of a point', () => {
    const commonTags = [
      ['region', 'us'],
      ['zone', 'a'],
    ] as const;
    const options = { template: template('{attr:region}.{name}'), commonTags };
    expect(path({ attributes }, options)).toBe('eu.orders.b_c.1_5.zone.a');
    expect(path({}, options)).toBe('us.orders.zone.a');
  });

  it('attributes whose keys are written the same keep their order', () => {
    const two = [
      ['a b', '1'],
      ['a.b', '2'],
    ] as const;
    expect(path({ attributes: two }, { template: usual })).toBe('orders.a_b.1.a_b.2');
  });

  it('JSON has the whole path as the name, and no tags', () => {
    const options = { template: template('{attr:region}.{name}'), resource };
    const points = [{ name: 'orders', attributes, statistic: 'max', value: 1.5, second: 7 }];
    expect(JSON.parse(textOf(json(60), points, options))).toEqual([
      { name: 'eu.orders.b_c.1_5.max', interval: 60, value: 1.5, time: 7 },
    ]);
  });
});

it('a metric has the same name on the wire whatever the key of the service is', () => {
  const options = { format: plaintext, prefix: 'shop', commonTags: [], template: undefined, resource };
  const names = ['secret', undefined].map((apiKey) =>
    createNaming({ ...options, apiKey }).metricName('orders'),
  );
  expect(names).toEqual(['shop.orders', 'shop.orders']);
});
