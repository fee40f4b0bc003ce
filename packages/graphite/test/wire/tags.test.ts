import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeTags, tagKey, tagValue } from '../../src/wire/tags.ts';
import { anyText, whiteSpace } from './arbitraries.ts';

describe('a key', () => {
  it.each([
    ['http.route', 'http.route'],
    ['a/b:c@d#e%f+g-h_i', 'a/b:c@d#e%f+g-h_i'],
    ['a;b!c^d=e', 'a_b_c_d_e'],
    ['a b\tc', 'a_b_c'],
    ['schlüssel', 'schl_ssel'],
    ['', 'unspecified'],
    ['name', '_name'],
    ['Name', 'Name'],
    ['name.first', 'name.first'],
    ['constructor', 'constructor'],
  ])('%j is %s', (text, expected) => {
    expect(tagKey(text)).toBe(expected);
  });

  it('is ASCII without what graphite-web refuses, for every text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const key = tagKey(text);
        expect(key).toMatch(/^[\x21-\x7e]{1,200}$/);
        expect(key).not.toMatch(/[;!^=~"{}]/);
        expect(key).not.toBe('name');
        expect(tagKey(key)).toBe(key);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a value', () => {
  it.each([
    ['/api/orders?id=1&x={a}', '/api/orders?id=1&x={a}'],
    ['grün 名 🎉', 'grün_名_🎉'],
    ['a;b', 'a_b'],
    ['~home', '_home'],
    ['~~home', '_~home'],
    ['a~b', 'a~b'],
    ['{k="v"}', '{k=_v_}'],
    ['\ud83d-\ude00', '_-_'],
    ['a\0b\x7fc', 'a_b_c'],
    ['', 'unspecified'],
    ['name', 'name'],
  ])('%j is %s', (text, expected) => {
    expect(tagValue(text)).toBe(expected);
  });

  it.each(whiteSpace.map((space) => [`U+${space.charCodeAt(0).toString(16)}`, space]))(
    'has %s replaced, at which lines or datagrams are split somewhere',
    (_code, space) => {
      expect(tagValue(`a${space}b`)).toBe('a_b');
      expect(tagValue(space)).toBe('_');
    },
  );

  it('is not empty, not longer than 191 characters, and keeps its letters, for every text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const value = tagValue(text);
        expect(value).toMatch(/^[^~;"\p{Z}\p{Cc}\p{Cs}][^;"\p{Z}\p{Cc}\p{Cs}]{0,199}$/u);
        expect(value.length).toBeLessThanOrEqual(191);
        expect(tagValue(value)).toBe(value);
        const isFine = text !== '' && text.length <= 191 && !/^~|[;"\s\p{Z}\p{Cc}\p{Cs}]/u.test(text);
        if (isFine) expect(value).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  it('that is cut stays different from others, and a whole character is at its end', () => {
    const [one, other] = ['a', 'b'].map((end) => tagValue(`${'x'.repeat(181)}🎉🎉🎉${'y'.repeat(50)}${end}`));
    expect(one).toMatch(/^x{181}_[0-9a-f]{8}$/);
    expect(one).not.toBe(other);
  });
});

describe('the tags of a series', () => {
  it('are sorted as the texts key=value, by code points', () => {
    const tags: [string, string][] = [
      ['a', '2'],
      ['a-b', '1'],
      ['a.b', '1'],
      ['a1', '1'],
      ['ab', '1'],
      ['B', '1'],
      ['_', '1'],
    ];
    expect(mergeTags([], tags)).toEqual(['B=1', '_=1', 'a-b=1', 'a.b=1', 'a1=1', 'a=2', 'ab=1']);
  });

  it('are one a key: an attribute takes the place of a tag of all series', () => {
    const common: [string, string][] = [
      ['team', 'core'],
      ['env', 'prod'],
    ];
    expect(mergeTags(common, [['team', 'web']])).toEqual(['env=prod', 'team=web']);
    expect(mergeTags([['a b', '1']], [['a;b', '2']])).toEqual(['a_b=2']);
  });

  it('of attributes whose keys come out the same are the last', () => {
    const attributes: [string, string][] = [
      ['_name', 'x'],
      ['name', 'y'],
    ];
    expect(mergeTags([], attributes)).toEqual(['_name=y']);
  });

  it('may be none', () => {
    expect(mergeTags([], [])).toEqual([]);
  });
});
