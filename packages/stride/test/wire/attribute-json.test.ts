import { expect, it } from 'vitest';
import { attributeJson } from '../../src/wire/attribute-json.ts';

it.each<[unknown, string | undefined]>([
  ['a "b"', '"a \\"b\\""'],
  ['', '""'],
  ['half \ud800', '"half \ufffd"'],
  [1, '1'],
  [-0, '0'],
  [1e300, '1e+300'],
  [true, 'true'],
  [null, 'null'],
  [[1, '1', true, null], '[1,"1",true,null]'],
  [[], '[]'],
  [{ user: { id: 7, tags: ['a'] }, none: null }, '{"user":{"id":7,"tags":["a"]},"none":null}'],
  [Number.NaN, '"NaN"'],
  [Number.NEGATIVE_INFINITY, '"-Infinity"'],
  [{ deep: [Number.NaN] }, '{"deep":["NaN"]}'],
  [12n, '"12"'],
  [{ deep: 12n }, '{"deep":"12"}'],
  [Uint8Array.of(255, 0), '"/wA="'],
  [Buffer.of(255, 0), '"/wA="'],
  [{ deep: [Uint8Array.of(255)] }, '{"deep":["/w=="]}'],
  [new Date(0), '"1970-01-01T00:00:00.000Z"'],
  [new Date(Number.NaN), 'null'],
  [[undefined, () => 1, Symbol('x')], '[null,null,null]'],
  [{ a: undefined, b: () => 1 }, '{}'],
  [undefined, undefined],
  [() => 1, undefined],
  [Symbol('x'), undefined],
])('%o becomes %s', (value, json) => {
  expect(attributeJson(value)?.replaceAll('\\ufffd', '\ufffd')).toBe(json);
});

it('of an object that contains itself, or throws, says nothing', () => {
  const cyclic: unknown[] = [];
  cyclic.push(cyclic);
  expect(attributeJson(cyclic)).toBeUndefined();
  const throwing = {
    get a(): number {
      throw new Error('gone');
    },
  };
  expect(attributeJson(throwing)).toBeUndefined();
});
