import { expect, test } from 'vitest';
import { withTag } from '../../../page/live/search.ts';
import { createMatcher } from '../../../src/live/search.ts';

test('a tag is added to what is searched for, once', () => {
  expect(withTag(' http ', ['env', 'prod'])).toBe('http env:prod');
  expect(withTag('http env:prod', ['env', 'prod'])).toBe('http env:prod');
});

test.each([
  [['env', 'prod']],
  [['canary', '']],
  [['http.url', 'http://a:80/b']],
  [['a:b', 'c']],
  [['city', 'São Paulo']],
  [['', 'x']],
] as const)('the words for the tag %j find its series', (tag) => {
  const [key, value] = tag;
  const series = { tags: [tag], searchText: `\nname\n${key}:${value}\n`.toLowerCase() };
  expect(createMatcher(withTag('', tag))(series)).toBe(true);
});
