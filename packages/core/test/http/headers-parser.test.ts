import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { httpHeaders } from '../../src/http/headers-parser.js';

const parser = httpHeaders();

describe('headers as an option', () => {
  it.each([
    ['x-key=abc', { 'x-key': 'abc' }],
    [' X-Key = abc , x-two=2,', { 'x-key': 'abc', 'x-two': '2' }],
    ['Authorization=Basic%20YTpi%3D%3D', { authorization: 'Basic YTpi==' }],
    ['authorization=Basic YTpi==', { authorization: 'Basic YTpi==' }],
    ['x-list=a%2Cb', { 'x-list': 'a,b' }],
    ['x-empty=', { 'x-empty': '' }],
  ])("'%s' in a variable is %j", (text, value) => {
    expect(parser.fromText(text)).toEqual({ value });
  });

  it.each(['x-key', '=abc', 'x key=abc', 'x-key=%zz', 'x-key=a%0Ab', 'x-key=%E2%82%AC', 'content-length=3'])(
    "'%s' is a problem that repeats nothing of it",
    (text) => {
      const parsed = parser.fromText(text);
      expect(parsed).toEqual({ problem: expect.stringContaining('expected name=value pairs') });
      expect(parsed).not.toEqual({ problem: expect.stringContaining('x-key') });
    },
  );

  it('in code are an object of texts', () => {
    expect(parser.fromCode({ 'X-Key': 'a' })).toEqual({ value: { 'x-key': 'a' } });
    expect(parser.fromCode({})).toEqual({ value: {} });
    for (const wrong of [undefined, null, 'x-key=a', ['x-key'], { 'x-key': 1 }, { 'x-key': 'a\n' }]) {
      expect(parser.fromCode(wrong)).toEqual({
        problem: expect.stringContaining('an object of HTTP headers'),
      });
    }
  });

  it('percent-encoded come back as they were', () => {
    const value = fc.string({
      unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
    });
    fc.assert(
      fc.property(value, value, (one, two) => {
        const text = `x-one=${encodeURIComponent(one)},x-two=${encodeURIComponent(two)}`;
        expect(parser.fromText(text)).toEqual({ value: { 'x-one': one, 'x-two': two } });
      }),
    );
  });
});
