import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAttributeFilter } from '../../src/naming/attribute-filter.js';

const keys = ['http.route', 'http.method', 'http', 'db.system', 'user.id', ''];

describe('an attribute filter', () => {
  it.each([
    ['lets all through when it says nothing', {}, keys],
    ['lets nothing through when its list is empty', { include: [] }, []],
    ['lets through what it includes', { include: ['http.route', 'nowhere'] }, ['http.route']],
    [
      'takes a star for any characters, also none',
      { include: ['http*'] },
      ['http.route', 'http.method', 'http'],
    ],
    ['takes a star in the middle', { include: ['*.*e*'] }, ['http.route', 'http.method', 'db.system']],
    ['takes a star alone for every key', { include: ['*'] }, keys],
    ['keeps out what it excludes', { exclude: ['http.*', 'user.id'] }, ['http', 'db.system', '']],
    ['excludes also what it includes', { include: ['http.*'], exclude: ['*.route'] }, ['http.method']],
    ['excludes nothing with an empty list', { exclude: [] }, keys],
  ])('%s', (_, filter, expected) => {
    expect(keys.filter(createAttributeFilter(filter))).toEqual(expected);
  });

  it('takes every other character as it is', () => {
    const special = String.raw`a.b+c?(d)[e]{f}^$|\g/h-i`;
    const accepts = createAttributeFilter({ include: [special] });
    expect([special, special.replace('.', 'x'), 'a', special.slice(1)].map(accepts)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('looks at the whole key, over lines too', () => {
    const accepts = createAttributeFilter({ include: ['b', 'a*z'] });
    expect(['ab', 'bc', 'b\nc', 'a\nz', 'b\n'].map(accepts)).toEqual([false, false, false, true, false]);
  });

  it('without a star is equality, whatever the pattern', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (pattern, key) => {
        fc.pre(!pattern.includes('*'));
        const accepts = createAttributeFilter({ include: [pattern] });
        expect([accepts(key), accepts(pattern)]).toEqual([key === pattern, true]);
      }),
    );
  });
});
