import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyDouble } from '../../../core/test/otel/arbitraries.ts';
import { json } from '../../src/wire/json.ts';
import { pickle } from '../../src/wire/pickle.ts';
import { plaintext } from '../../src/wire/plaintext.ts';
import { textOf, write } from './records.ts';

const point = { name: 'orders', attributes: [['region', 'eu']], value: 1.5, second: 1_700_000_000 } as const;

describe('plaintext', () => {
  it('has a line for each point', () => {
    const points = [point, { ...point, name: 'latency', statistic: 'max', value: -3, second: 5 }];
    expect(textOf(plaintext, points)).toBe('orders;region=eu 1.5 1700000000\nlatency.max;region=eu -3 5\n');
  });

  it.each([
    [0, '0'],
    [-0, '0'],
    [1e21, '1000000000000000000000'],
    [1e-7, '0.0000001'],
    [0.1 + 0.2, '0.30000000000000004'],
    [-5e-324, `-0.${'0'.repeat(323)}5`],
  ])('has %d as %s', (value, text) => {
    expect(textOf(plaintext, [{ name: 'n', value, second: 1 }])).toBe(`n ${text} 1\n`);
  });

  it('has every number as the double that it was, in digits', () => {
    fc.assert(
      fc.property(anyDouble, (value) => {
        const [, text] = textOf(plaintext, [{ name: 'n', value, second: 1 }]).split(' ');
        expect(text).toMatch(/^(?!-0$)-?\d+(?:\.\d+)?$/);
        expect(Number(text)).toBe(value + 0);
      }),
    );
  });
});

describe('JSON', () => {
  it('is an array of objects', () => {
    const points = [point, { ...point, attributes: [], statistic: 'p50', second: 1_700_000_060 }];
    expect(textOf(json(60), points)).toBe(
      '[{"name":"orders","tags":["region=eu"],"interval":60,"value":1.5,"time":1700000000},' +
        '{"name":"orders.p50","tags":[],"interval":60,"value":1.5,"time":1700000060}]',
    );
  });

  it('is several arrays where one would be too long, none of them longer than allowed', () => {
    const points = Array.from({ length: 40 }, (_, i) => ({ ...point, value: i }));
    const { payloads } = write(json(10), points, { maxPayloadBytes: 300 });
    expect(payloads.length).toBeGreaterThan(5);
    for (const payload of payloads) expect(payload.length).toBeLessThanOrEqual(300);
    const values = payloads.flatMap((payload) => JSON.parse(Buffer.from(payload).toString()));
    expect(values.map(({ value }: { value: number }) => value)).toEqual(points.map(({ value }) => value));
  });
});

describe('a pickle', () => {
  it('is a frame of protocol 2 without memo', () => {
    const { payloads } = write(pickle, [{ name: 'a', value: 1.5, second: 2 }]);
    const hex = [
      '0000001c',
      '80025d28',
      '5801000000',
      '61',
      '4a02000000',
      '473ff8000000000000',
      '8686',
      '652e',
    ];
    expect(payloads.map((payload) => Buffer.from(payload).toString('hex'))).toEqual([hex.join('')]);
  });
});

describe.each([plaintext, pickle, json(60)])('in the format $name', (format) => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('%d is refused', (value) => {
    const { payloads, refusals, points } = write(format, [{ name: 'n', value }, point]);
    expect(refusals).toEqual(['not_finite']);
    expect([payloads.length, points]).toEqual([1, 1]);
    expect(Buffer.from(payloads[0]!).toString('latin1')).not.toContain('n ');
  });

  it('a record is as long as it says, and is refused when that is too long', () => {
    const series = fc.record({
      name: fc.integer({ min: 1, max: 200 }).map((length) => 'n'.repeat(length)),
      tag: fc.integer({ min: 1, max: 150 }).map((length) => 'é'.repeat(length)),
      value: anyDouble,
      second: fc.integer({ min: 1, max: 2 ** 34 }),
    });
    let limits = 0;
    fc.assert(
      fc.property(series, ({ name, tag, value, second }) => {
        const one = { name, attributes: [['k', tag]], value, second } as const;
        const { payloads } = write(format, [one]);
        const exactly = payloads[0]!.length - (format.lengthPrefix === undefined ? 0 : 4);
        fc.pre(exactly > 256);
        const fitting = write(format, [one], { maxPayloadBytes: exactly });
        expect(fitting).toEqual({ payloads, refusals: [], points: 1 });
        const tooLong = write(format, [one], { maxPayloadBytes: exactly - 1 });
        expect(tooLong).toEqual({ payloads: [], refusals: ['too_large'], points: 0 });
        limits += 1;
      }),
    );
    expect(limits).toBeGreaterThan(50);
  });
});
