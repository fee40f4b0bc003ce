import { expect, test } from 'vitest';
import { differentIds, foreignIds } from './differences.ts';
import { loadGraphiteVectors } from './peers/vector.ts';
import { strictlyRefusedIds } from './strict-refusals.ts';

test('every listed id is the id of a vector', () => {
  const files = ['decode-carbon', 'decode-telegraf-graphite', 'decode-graphite_exporter'];
  const ids = new Set(files.flatMap(loadGraphiteVectors).map(({ id }) => id));
  expect([...differentIds, ...foreignIds, ...strictlyRefusedIds].filter((id) => !ids.has(id))).toEqual([]);
});
