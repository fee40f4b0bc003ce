import { createStrideReceiver } from '@otelwire/sandbox';
import { describe, expect, it } from 'vitest';
import { type Backend, markedRows, post } from './demo-parts.ts';

type Event = Readonly<Record<string, unknown>>;

/** The buckets of values, all from 1 to 16, at a scale. */
function bucketsOf(values: readonly number[], scale: number) {
  const indices = values.map((value) => Math.ceil(Math.log2(value) * 2 ** scale) - 1);
  const pos_offset = Math.min(...indices);
  const pos_counts = new Array(Math.max(...indices) - pos_offset + 1).fill(0);
  for (const index of indices) pos_counts[index - pos_offset] += 1;
  return { scale, zero_count: 0, pos_offset, pos_counts, neg_offset: 0, neg_counts: [] };
}

function eventsOf(second: number, values: readonly number[], scale: number, added: number, level: number) {
  const common = (name: string) => ({
    $timestamp: `2026-01-01T00:00:0${second}.000000000Z`,
    $id: `${name} ${second}`,
    start: `2026-01-01T00:00:0${second - 1}.000000000Z`,
    name,
    scope: 'shop',
    service: 'shop',
    attributes: { route: '/a' },
  });
  const [count, sum] = [values.length, values.reduce((total, value) => total + value, 0)];
  const [min, max] = [Math.min(...values), Math.max(...values)];
  const form = { type: 'exponential_histogram', temporality: 'delta', unit: 's' };
  const buckets = bucketsOf(values, scale);
  return [
    { ...common('wait'), ...form, count, sum, min, max, ...buckets },
    { ...common('orders'), type: 'sum', temporality: 'delta', monotonic: true, value: added },
    { ...common('depth'), type: 'gauge', value: level },
  ];
}

/** Of all values of an interval that are one, the scale is the finest there is. */
const events: readonly Event[] = [...eventsOf(1, [1, 2, 9], 5, 5, -3), ...eventsOf(2, [4, 4], 20, 2, 2)];

function marksOf(sent: readonly Event[]): Promise<string[]> {
  const headers = { authorization: `Basic ${btoa('demo:')}` };
  return markedRows(
    async ({ openStride, receivers }) =>
      openStride(await createStrideReceiver(receivers.stride), { service: 'shop' }),
    ({ endpoint }: Backend) => post(`${endpoint}/collect/otel_metrics`, sent, headers),
  );
}

/** The events, with some fields of the first one of a name changed. */
function changed(name: string, fields: Event): readonly Event[] {
  const first = events.findIndex((event) => event.name === name);
  return events.map((event, i) => (i === first ? { ...event, ...fields } : event));
}

const percentiles = ['wait p50', 'wait p95', 'wait p99'];

describe('what the demo marks of Stride', () => {
  it('is nothing when all is right, also when events come twice with the same $id', async () => {
    expect(await marksOf(events)).toEqual([]);
    const [first, rest] = [events.slice(0, 3), events.slice(3)];
    expect(await marksOf([...first, ...first, ...rest, ...rest])).toEqual([]);
  });

  it.each([
    ['a minimum', { min: 1.5 }, ['wait min']],
    ['a maximum', { max: 8 }, ['wait max']],
    ['a sum', { sum: 12.5 }, ['wait sum']],
    ['the place of buckets', { pos_offset: 0 }, percentiles],
    ['a value in another bucket', bucketsOf([1, 2, 8.9], 5), percentiles],
    ['a value below zero', { neg_counts: [1] }, percentiles],
    ['a zero', { zero_count: 1 }, percentiles],
    ['a scale that is coarser than it had to be', bucketsOf([1, 2, 9], 0), percentiles],
  ])('is %s that differs in a histogram', async (_, fields, rows) => {
    expect(await marksOf(changed('wait', fields))).toEqual(rows);
  });

  it.each([
    ['a value', { value: 6 }],
    ['a temporality', { temporality: 'cumulative' }],
    ['what only grows', { monotonic: false }],
    ['a unit', { unit: '1' }],
    ['a scope', { scope: 'other' }],
    ['a service', { service: 'other' }],
    ['an attribute', { attributes: { route: '/b' } }],
    ['the type of an attribute', { attributes: { route: ['/a'] } }],
  ])('is %s that differs in a sum', async (_, fields) => {
    expect(await marksOf(changed('orders', fields))).toContain('orders');
  });

  it('is an interval that is missing', async () => {
    const histogram = ['count', 'sum', 'min', 'max', 'p50', 'p95', 'p99'].map((name) => `wait ${name}`);
    expect(await marksOf(events.slice(0, 3))).toEqual(['depth {route=/a}', 'orders', ...histogram]);
  });
});
