import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathName, pathPart } from '../../src/wire/name.ts';
import { anyText } from './arbitraries.ts';

describe('a name', () => {
  it.each([
    ['http.server.duration', 'http.server.duration'],
    ['with-dash_and:colon#hash', 'with-dash_and:colon#hash'],
    ['a b/c;d=e~f', 'a_b_c_d_e_f'],
    ['café', 'caf_'],
    ['..a...b..', 'a.b'],
    ['line\nbreak', 'line_break'],
    ['~start', '_start'],
    ['{a="b"}', '_a__b__'],
    ['', '_'],
    ['...', '_'],
    ['constructor', 'constructor'],
  ])('%j is %s', (name, expected) => {
    expect(pathName(name)).toBe(expected);
  });

  it('is parts that are file names, with one dot between them', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const name = pathName(text);
        expect(name).toMatch(/^[A-Za-z0-9_:#-]{1,200}(?:\.[A-Za-z0-9_:#-]{1,200})*$/);
        expect(pathName(name)).toBe(name);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a part of a path', () => {
  it.each([
    ['eu-west:1#a_b', 'eu-west:1#a_b'],
    ['10.0.0.1', '10_0_0_1'],
    ['/api/orders', '_api_orders'],
    ['', 'unspecified'],
  ])('%j is %s', (text, expected) => {
    expect(pathPart(text)).toBe(expected);
  });

  it('has 191 characters at the most, and stays different from others', () => {
    const [one, other] = ['a', 'b'].map((end) => pathPart('x'.repeat(1000) + end));
    expect(one).toMatch(/^x{182}_[0-9a-f]{8}$/);
    expect(one).not.toBe(other);
  });
});
