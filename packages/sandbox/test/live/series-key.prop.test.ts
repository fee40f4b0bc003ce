import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyOf, readKey } from '../../src/live/series-key.ts';
import type { Tag } from '../../src/statsd/record.ts';

const piece = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', '\0', '\u0001', '2', ' '), maxLength: 3 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('\ud800', 'x'.repeat(255), 'x'.repeat(256), 'x'.repeat(1000)),
);
const identity = fc.record({ name: piece, tags: fc.array(fc.tuple(piece, piece), { maxLength: 3 }) });

test('a key tells name and tags, whatever characters they have', () => {
  fc.assert(
    fc.property(identity, ({ name, tags }) => {
      expect(readKey(keyOf({ name, tags }), { name, tags })).toEqual({ name, tags });
    }),
  );
});

test('two series never have the same key', () => {
  fc.assert(
    fc.property(identity, identity, (a, b) => {
      const textOf = (one: { name: string; tags: readonly Tag[] }) => JSON.stringify([one.name, one.tags]);
      expect(keyOf(a) === keyOf(b)).toBe(textOf(a) === textOf(b));
    }),
    { numRuns: 2000 },
  );
});
