import { describe } from 'vitest';
import type { Meaning } from '../../statsd/peers/vector.ts';
import type { Reading } from '../reading.ts';
import { readDatagram } from '../reading.ts';
import { comparePeer } from './compare.ts';
import type { GraphiteVector } from './vector.ts';
import { loadGraphiteVectors, numberOf } from './vector.ts';

/** A template names the components of a path: `measurement` is the name, others are tags. */
function applyTemplate(path: string, template: string): Meaning {
  if (!template.includes('.')) return { name: path, tags: {} };
  const components = path.split('.');
  const named = template.split('.').map((name, index) => [name, components[index]] as const);
  const { measurement, ...tags } = Object.fromEntries(named);
  return { name: measurement, tags };
}

function ours({ points }: Reading, { config }: GraphiteVector): unknown {
  if (points.length === 0) return 'refused';
  return points.map(({ name, tags, value, timestamp }) => {
    const templated = applyTemplate(name, String(config?.template));
    const all = { ...(templated.tags as Meaning), ...Object.fromEntries(tags) };
    return { name: templated.name, tags: all, value, timestamp };
  });
}

describe('what Telegraf makes of lines', () => {
  comparePeer(loadGraphiteVectors('decode-telegraf-graphite'), {
    read: ({ input }, strict) => readDatagram(input!, strict),
    ours,
    theirs: ({ events }) => events?.map((event) => ({ tags: {}, ...event, value: numberOf(event.value) })),
  });
});
