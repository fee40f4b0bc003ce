import { describe, expect, it } from 'vitest';
import { metricsMessage, readMetrics, readTaken, takenMessage } from '../../src/cluster/hand-over.js';
import { collectionOf } from '../otel/collection.js';

/** What comes out behind a channel that carries JSON. */
const carried = (message: object) => JSON.parse(JSON.stringify(message));

describe('a message to the primary', () => {
  it('carries numbers and attributes that JSON has no words for', () => {
    const attributes = {
      at: new Date(0),
      big: 10n,
      list: ['a', 1, true],
      none: undefined,
      tell() {},
      nested: { a: 1 },
    };
    const collection = collectionOf([
      {
        name: 'n',
        unit: 's',
        kind: 'counter',
        points: [Number.NaN, -0, 1e300].map((value) => ({ attributes, value })),
      },
    ]);
    const read = readMetrics(carried(metricsMessage(7, collection)));
    expect(read?.id).toBe(7);
    const [metric] = read!.metrics.scopes[0]!.metrics;
    expect(metric!.descriptor).toMatchObject({ name: 'n', unit: 's' });
    expect(metric!.points.map(({ value }) => value)).toEqual([Number.NaN, -0, 1e300]);
    expect(metric!.points[0]!.attributes).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      big: 10n,
      list: ['a', 1, true],
      nested: '{"a":1}',
    });
  });

  it.each([
    undefined,
    null,
    'metrics',
    { cmd: 'x' },
    { otelwire: 'other' },
    { otelwire: 'metrics', id: 1, metrics: '###' },
  ])('is not %o', (message) => {
    expect(readMetrics(message)).toBeUndefined();
    expect(readTaken(message)).toBeUndefined();
  });

  it('is answered with its number', () => {
    expect(readTaken(carried(takenMessage(7)))).toBe(7);
    expect(readMetrics(takenMessage(7))).toBeUndefined();
  });
});
