import { expect, it } from 'vitest';
import { collectionOf } from '../../../core/test/otel/collection.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import { wireGraphite } from './wired.ts';

it('totals go on when exports of several resources take turns', async () => {
  const { exporter, transport } = wireGraphite({ percentiles: [] });
  const resources = ['a', 'b'].map((service) => ({ 'service.name': service }));
  const value = { count: 1, sum: 2, buckets: { boundaries: [], counts: [1] } };
  for (const second of [1, 2, 3]) {
    for (const resource of resources) {
      const points = [{ value, endTime: [second, 0] }];
      await exportOf(exporter, collectionOf([{ name: 'latency', kind: 'histogram', points }], resource));
    }
  }
  expect(transport.text.match(/^.*count;service=b .*$/gm)).toEqual([
    'latency.count;service=b 1 1',
    'latency.count;service=b 2 2',
    'latency.count;service=b 3 3',
  ]);
});
