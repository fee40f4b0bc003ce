import { expect, test } from 'vitest';
import { listedIds } from './differences.ts';
import { loadVectors } from './peers/vector.ts';
import { strictlyRefusedIds } from './strict-refusals.ts';

const files = [
  'decode-datadog-agent-events',
  'decode-datadog-agent-metrics',
  'decode-datadog-agent-service-checks',
  'decode-etsy-statsd',
  'decode-statsd_exporter',
  'decode-telegraf-statsd',
  'observed-etsy-statsd',
];

test('every listed id is the id of a vector', () => {
  const ids = new Set(files.flatMap(loadVectors).map(({ id }) => id));
  expect([...listedIds, ...strictlyRefusedIds].filter((id) => !ids.has(id))).toEqual([]);
});

test('no vector is both a difference and a strict refusal', () => {
  expect(listedIds.filter((id) => strictlyRefusedIds.includes(id))).toEqual([]);
});
