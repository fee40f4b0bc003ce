import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventKey, metricName, seriesText } from '../../src/wire/key.ts';

const keyOf = (name: string, attributes: readonly (readonly [string, string])[], statistic = '') =>
  eventKey(metricName(name), statistic, seriesText(attributes));

describe('the key of an event', () => {
  it('is the name of the metric, its statistic, and its attributes', () => {
    expect(keyOf('orders', [])).toBe('orders');
    expect(keyOf('latency', [], 'p95')).toBe('latency.p95');
    const attributes = [
      ['http.route', '/users/{id}'],
      ['region', 'eu'],
    ] as const;
    expect(keyOf('latency', attributes, 'count')).toBe('latency.count {http.route=/users/{id},region=eu}');
  });

  it('has no character that would end a part of it too early', () => {
    expect(keyOf('a {b}', [])).toBe('a (b)');
    expect(keyOf('a', [['k=1,l', 'x,y=z']])).toBe('a {k_1_l=x;y=z}');
    expect(keyOf('a\nb', [['k', 'x\u0000\u2028y\ud800']])).toBe('a_b {k=x__y_}');
    expect(keyOf('', [])).toBe('_');
  });

  it('has 100 characters at the most; what is cut stays distinguishable', () => {
    const long = 'x'.repeat(200);
    const keys = ['a', 'b'].map((end) => keyOf('orders', [['user', long + end]]));
    expect(keys[0]).toMatch(/^orders \{user=x+_[0-9a-f]{8}$/);
    expect(keys.map((key) => key.length)).toEqual([100, 100]);
    expect(keys[0]).not.toBe(keys[1]);
    // the same in every process
    expect(keys[0]).toBe(`orders {user=${'x'.repeat(78)}_${keys[0]!.slice(-8)}`);
    expect(keyOf('x'.repeat(100), [])).toBe('x'.repeat(100));
  });

  it('is never empty or longer, and tells different attributes apart, whatever they say', () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 60 });
    const anySeries = fc.uniqueArray(fc.tuple(anyText, anyText), { selector: ([key]) => key, maxLength: 3 });
    // what a key may say without being changed
    const plain = (text: string) => !/[,=\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(text);
    fc.assert(
      fc.property(anyText, anySeries, anySeries, (name, a, b) => {
        const [first, second] = [keyOf(name, a, 'count'), keyOf(name, b, 'count')];
        expect(first.length).toBeGreaterThan(0);
        expect(first.length).toBeLessThanOrEqual(100);
        expect(first).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u);
        const areSame = JSON.stringify(a) === JSON.stringify(b);
        const arePlain = [...a, ...b].flat().every(plain);
        if (arePlain) expect(first === second).toBe(areSame);
      }),
    );
  });
});
