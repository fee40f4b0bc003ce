import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeText } from '../../src/naming/attribute-text.js';

const cyclicArray: unknown[] = [1];
cyclicArray.push(cyclicArray, cyclicArray);
const cyclicObject: Record<string, unknown> = { a: 1 };
cyclicObject.self = cyclicObject;
const throwing = {
  toJSON() {
    throw new Error('no');
  },
};

describe('the text of an attribute value', () => {
  it.each([
    ['text', 'text'],
    ['', ''],
    [1.5, '1.5'],
    [-0, '0'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
    [true, 'true'],
    [false, 'false'],
    [2n ** 70n, '1180591620717411303424'],
    [new Date(0), '1970-01-01T00:00:00.000Z'],
    [new Uint8Array([1, 2, 255]), 'AQL/'],
    [Buffer.from('hi'), 'aGk='],
    [new Uint8Array(), ''],
  ])('%o is %o', (value, text) => {
    expect(attributeText(value)).toBe(text);
  });

  it.each([
    [[], ''],
    [['a', 'b'], 'a,b'],
    [[1, true, 'x', null, undefined, ''], '1,true,x,,,'],
    [[new Date(0), new Uint8Array([1])], '1970-01-01T00:00:00.000Z,AQ=='],
    [[['a', 1], [[]]], '["a",1],[[]]'],
    [[{ a: 1 }, { toJSON: () => undefined }], '{"a":1},'],
  ])('an array has the texts of its elements with commas between: %j', (value, text) => {
    expect(attributeText(value)).toBe(text);
  });

  it('an object is JSON', () => {
    expect(attributeText({ a: { b: [1, 'x', null] }, c: undefined })).toBe('{"a":{"b":[1,"x",null]}}');
    expect(attributeText(new Map([['a', 1]]))).toBe('{}');
    expect(attributeText({ toJSON: () => 'told' })).toBe('"told"');
  });

  it.each([
    ['null', null],
    ['undefined', undefined],
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['a date that is none', new Date(Number.NaN)],
    ['an object that contains itself', cyclicObject],
    ['an array that contains itself twice', cyclicArray],
    ['an array that contains itself in an array', [[cyclicArray]]],
    ['an object with a bigint in it', { big: 1n }],
    ['an object whose toJSON throws', throwing],
    ['an object that says nothing', { toJSON: () => undefined }],
    ['a revoked proxy', revokedProxy()],
  ])('%s has none', (_, value) => {
    expect(attributeText(value)).toBeUndefined();
  });

  it('is the same whatever the depth from which it is asked', () => {
    const deep = (depth: number): string | undefined =>
      depth === 0 ? attributeText(cyclicArray) : deep(depth - 1);
    expect(deep(1000)).toBe(deep(0));
  });

  it('exists or not, but never throws', () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withTypedArray: true, withNullPrototype: true }),
        (value) => {
          expect(['string', 'undefined']).toContain(typeof attributeText(value));
        },
      ),
    );
  });
});

function revokedProxy(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
