import { expect, test } from 'vitest';
import { nearestName } from '../../src/config/nearest-name.ts';

const known = ['endpoint', 'timeoutMillis', 'prefix', 'tags'];

test.each([
  ['endpiont', 'endpoint'],
  ['ENDPOINT', 'endpoint'],
  ['timeout', 'timeoutMillis'],
  ['timeoutMs', 'timeoutMillis'],
  ['tag', 'tags'],
  ['url', undefined],
  ['', undefined],
  ['x'.repeat(1000), undefined],
])('%s was most likely meant to be %s', (wrong, meant) => {
  expect(nearestName(wrong, known)).toBe(meant);
});
