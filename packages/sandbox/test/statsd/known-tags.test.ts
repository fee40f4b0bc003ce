import fc from 'fast-check';
import { expect, test } from 'vitest';
import { knownTags, rememberTags } from '../../src/statsd/known-tags.ts';
import { parseRecord } from '../../src/statsd/parse.ts';
import { seriesKey } from '../../src/statsd/series/identity.ts';

const section = fc
  .array(
    fc.tuple(fc.constantFrom('a', 'b', 'A', 'host', '1', ''), fc.constantFrom(':x', ':y', ':', '', ':X')),
    {
      maxLength: 4,
    },
  )
  .map((tags) => tags.map(([key, value]) => key + value).join(','));

let salt = 0;

test('tags that came before are read as they were the first time, wherever they stand and in whatever dialect', () => {
  fc.assert(
    fc.property(
      section,
      fc.constantFrom('dogstatsd', 'plain'),
      fc.constantFrom('n', 'name'),
      (text, dialect, name) => {
        const read = () => parseRecord(`${name}:1|c|#${text}`, dialect);
        const [first, second] = [read(), read()];
        expect(second).toEqual(first);
        // With another tag in front it is a section that nobody knows.
        const { defects } = parseRecord(`${name}:1|c|#a${salt++}:z,${text}`, dialect);
        if (text !== '')
          expect(second.defects.map(({ code }) => code)).toEqual(defects.map(({ code }) => code));
      },
    ),
  );
});

test('what has something wrong with it is not remembered, nor what is very long', () => {
  const remembered = (tags: string) => {
    parseRecord(`n:1|c|#${tags}`, 'dogstatsd');
    return knownTags(tags);
  };
  expect(remembered('k:1,b:2')).toEqual([['b', '2'], ['k', '1']]); // biome-ignore format: one pair a tag
  for (const tags of [
    'b:',
    'b:1,b:2',
    'host:a',
    'B:x',
    Array.from({ length: 100 }, (_, n) => `key${n}:1`).join(),
  ]) {
    expect(remembered(tags)).toBeUndefined();
  }
});

test('what never comes twice is forgotten, so that others are remembered', () => {
  const parse = (tags: string) => parseRecord(`n:1|c|#${tags}`, 'dogstatsd');
  for (let n = 0; n < 10_000; n += 1) parse(`first:${n}`);
  parse('late:1');
  expect(knownTags('late:1')).toBeUndefined();
  for (let n = 0; n < 1_000_000; n += 1) rememberTags('another', []);
  parse('late:2');
  expect(knownTags('late:2')).toEqual([['late', '2']]);
});

test('nobody can change what is remembered', () => {
  const { record } = parseRecord('n:1|c|#shared:1', 'dogstatsd');
  const tags = record!.tags as [string, string][];
  expect(() => tags.push(['a', 'b'])).toThrow(TypeError);
  expect(() => tags[0]!.fill('x')).toThrow(TypeError);
});

test('two series have two keys, whatever stands in name and tags', () => {
  const text = fc.string({ unit: fc.constantFrom('c', '1', ':', ',', '"', '[', ']', '\\'), maxLength: 4 });
  const identity = fc.record({
    type: fc.constantFrom('c', 'ms' as const),
    name: text,
    tags: fc.array(fc.tuple(text, text), { maxLength: 2 }),
  });
  fc.assert(
    fc.property(identity, identity, (one, other) => {
      expect(seriesKey(one) === seriesKey(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
    }),
    { numRuns: 2000 },
  );
});
