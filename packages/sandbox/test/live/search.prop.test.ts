import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMatcher } from '../../src/live/search.ts';
import { LiveSeries } from '../../src/live/series.ts';
import { keyOf } from '../../src/live/series-key.ts';
import type { Tag } from '../../src/statsd/record.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'b', 'B', ':', '\n', '.', 'ä', 'Ä', ' '), maxLength: 6 });
const series = fc.record({ name: text, tags: fc.array(fc.tuple(text, text), { maxLength: 3 }) });
const search = fc.array(
  fc.string({ unit: fc.constantFrom('a', 'b', 'B', ':', '.', 'Ä'), minLength: 1, maxLength: 4 }),
  { maxLength: 3 },
);

function isMatch(name: string, tags: readonly Tag[], word: string): boolean {
  const [key = '', ...rest] = word.split(':');
  if (rest.length > 0 && key !== '') {
    const value = rest.join(':');
    return tags.some(
      (tag) => tag[0].toLowerCase() === key && (value === '' || tag[1].toLowerCase() === value),
    );
  }
  return [name, ...tags.map((tag) => tag.join(':'))].some((part) => part.toLowerCase().includes(word));
}

test('a search finds what a slow and simple one finds', () => {
  fc.assert(
    fc.property(series, search, ({ name, tags }, words) => {
      const observation = { name, tags, kind: 'level', value: 1, weight: 1 } as const;
      const one = new LiveSeries('statsd', keyOf(observation), observation);
      const wanted = words.every((word) => isMatch(name, tags, word.toLowerCase()));
      expect(createMatcher(words.join('  '))(one)).toBe(wanted);
    }),
    { numRuns: 2000 },
  );
});

test('what only looks like a tag is none', () => {
  const matches = (name: string, tags: readonly Tag[], words: string) => {
    const observation = { name, tags, kind: 'level', value: 1, weight: 1 } as const;
    return createMatcher(words)(new LiveSeries('statsd', keyOf(observation), observation));
  };
  expect(matches('x\na:b\ny', [], 'a:b')).toBe(false);
  expect(matches('x', [['a:b', 'c']], 'a:b:c')).toBe(false);
  expect(matches('x', [['a', 'b:c']], 'A:b:C')).toBe(true);
  expect(matches('x', [['a', '']], 'a:')).toBe(true);
});
