import { describe } from 'vitest';
import { readDatagram } from '../reading.ts';
import { comparePeer } from './compare.ts';
import { loadGraphiteVectors } from './vector.ts';

describe('what graphite_exporter makes of lines', () => {
  comparePeer(loadGraphiteVectors('decode-graphite_exporter'), {
    read: ({ input, config }, strict) =>
      readDatagram(config?.unit === 'processLine' ? input! : `${input} 1 2`, strict),
    ours: ({ points }) =>
      points.length === 0
        ? 'refused'
        : points.map(({ name, tags }) => ({ name, labels: Object.fromEntries(tags) })),
    theirs: ({ events }) => events,
  });
});
