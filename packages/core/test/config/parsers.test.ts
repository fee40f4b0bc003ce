import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endpoint } from '../../src/config/endpoint-parser.ts';
import { keyValues } from '../../src/config/key-values-parser.ts';
import { list, listOf, listOrAll } from '../../src/config/list-parsers.ts';
import { integer, millis, number } from '../../src/config/number-parsers.ts';
import { having, opaque } from '../../src/config/opaque-parser.ts';
import type { AnyParser } from '../../src/config/parser.ts';
import { boolean, choice, text } from '../../src/config/text-parsers.ts';

const isFunction = (value: unknown): value is () => void => typeof value === 'function';

describe('numbers', () => {
  test('an integer is taken within its range, both ends included', () => {
    const parser = integer({ min: 1, max: 3 });
    expect([1, 3].map((value) => parser.fromCode(value))).toEqual([{ value: 1 }, { value: 3 }]);
    for (const bad of [0, 4, 1.5, Number.NaN, Infinity, '2', 2n, null]) {
      expect(parser.fromCode(bad)).toEqual({ problem: 'expected a whole number from 1 to 3' });
    }
  });

  test('text must be digits only', () => {
    expect(integer().fromText('-12')).toEqual({ value: -12 });
    for (const bad of ['10s', '0x10', '1e3', '1.0', '1_000', '9007199254740993', 'NaN']) {
      expect(integer().fromText(bad)).toEqual({ problem: 'expected a whole number' });
    }
  });

  test('-0 becomes 0', () => {
    expect(integer().fromCode(-0)).toEqual({ value: 0 });
    expect(number().fromText('-0')).toEqual({ value: 0 });
  });

  test('milliseconds end where timers do', () => {
    expect(millis().fromCode(2 ** 31 - 1)).toEqual({ value: 2147483647 });
    expect(millis().fromCode(2 ** 31)).toEqual({
      problem: 'expected a whole number of milliseconds from 0 to 2147483647',
    });
  });

  test('a number may have a fraction and an exponent, and is finite', () => {
    expect(['0.5', '.5', '5e-1'].map((given) => number().fromText(given))).toEqual(
      Array(3).fill({ value: 0.5 }),
    );
    for (const bad of ['1e999', 'Infinity', '0x1', '', '.'])
      expect(number().fromText(bad)).toHaveProperty('problem');
    expect(number({ min: 0 }).fromCode(-1)).toEqual({ problem: 'expected a number, 0 or more' });
    expect(number({ max: 0 }).fromCode(1)).toEqual({ problem: 'expected a number up to 0' });
  });
});

describe('words', () => {
  test('a boolean is true or false in any case, and nothing else', () => {
    expect(boolean().fromText('TRUE')).toEqual({ value: true });
    expect(boolean().fromText('False')).toEqual({ value: false });
    for (const bad of ['1', 'yes', 'on']) expect(boolean().fromText(bad)).toHaveProperty('problem');
    expect(boolean().fromCode(false)).toEqual({ value: false });
    expect(boolean().fromCode('true')).toHaveProperty('problem');
  });

  test('a choice is taken in any case, as it is written in the schema', () => {
    const parser = choice(['plaintext', 'Pickle']);
    expect(parser.fromText('PICKLE')).toEqual({ value: 'Pickle' });
    expect(parser.fromCode('pickle')).toEqual({ value: 'Pickle' });
    expect(parser.fromCode(1)).toEqual({ problem: 'expected one of plaintext, Pickle' });
  });

  test('text has no control characters, and is empty only where that means something', () => {
    expect(text().fromCode('')).toEqual({ value: '' });
    expect(text({ mayBeEmpty: false }).fromCode('')).toHaveProperty('problem');
    expect(text().fromCode('a\r\nb')).toEqual({ problem: 'it contains a control character; expected text' });
    expect(text({ allowed: 'an id', check: (id) => id.length < 3 }).fromText('abc')).toEqual({
      problem: 'expected an id',
    });
  });
});

describe('lists', () => {
  test('a variable is split at commas, trimmed, without empty parts', () => {
    expect(list().fromText(' a, b ,,c,')).toEqual({ value: ['a', 'b', 'c'] });
    expect(list().fromText(',')).toEqual({ problem: 'expected a list separated by commas' });
  });

  test('code gives an array of text, which is copied', () => {
    const given = ['a,b'];
    const parsed = list().fromCode(given);
    expect(parsed).toEqual({ value: ['a,b'] });
    expect('value' in parsed && parsed.value).not.toBe(given);
    expect(list().fromCode('a')).toEqual({ problem: 'expected an array of text' });
    expect(list().fromCode(['a', 1])).toEqual({ problem: 'item 2: expected text that is not empty' });
    expect(list().fromCode(new Array(1))).toHaveProperty('problem');
  });

  test('a list may be of anything that has a parser', () => {
    const parser = listOf(number({ min: 0, max: 1 }));
    expect(parser.fromText('0.5, 0.99')).toEqual({ value: [0.5, 0.99] });
    expect(parser.fromCode([0.5, 2])).toEqual({ problem: 'item 2: expected a number from 0 to 1' });
  });

  test('all is a word of its own', () => {
    expect(listOrAll().fromText('ALL')).toEqual({ value: 'all' });
    expect(listOrAll().fromCode('all')).toEqual({ value: 'all' });
    expect(listOrAll().fromCode([])).toEqual({ value: [] });
    expect(listOrAll().fromText('a,all')).toEqual({ value: ['a', 'all'] });
    expect(listOrAll().fromCode('some')).toEqual({ problem: "expected 'all' or an array of text" });
  });

  test('pairs are parted at the first = or :', () => {
    expect(keyValues().fromText('a=1, b:2,url:http://x=y,')).toEqual({
      value: { a: '1', b: '2', url: 'http://x=y' },
    });
    for (const bad of ['a', '=1', ',', 'a=1,b']) expect(keyValues().fromText(bad)).toHaveProperty('problem');
  });

  test('pairs in code are text, and no name is special', () => {
    expect(keyValues().fromCode({ a: '1' })).toEqual({ value: { a: '1' } });
    for (const bad of [{ a: 1 }, { '': 'x' }, [], null, 'a=1']) {
      expect(keyValues().fromCode(bad)).toHaveProperty('problem');
    }
    const parsed = keyValues().fromText('__proto__=x');
    expect('value' in parsed && Object.hasOwn(parsed.value, '__proto__')).toBe(true);
  });
});

describe('things of code only', () => {
  test('are checked, and refused in a variable', () => {
    const parser = opaque('a function', isFunction);
    const given = () => {};
    expect(parser.fromCode(given)).toEqual({ value: given });
    expect(parser.fromCode({})).toEqual({ problem: 'expected a function' });
    expect(parser.fromText('x')).toEqual({ problem: 'it can be given in code only' });
  });

  test('an object is known by its methods', () => {
    const parser = having<Pick<Console, 'warn' | 'info'>>('a logger', 'warn', 'info');
    expect(parser.fromCode(console)).toEqual({ value: console });
    expect(parser.fromCode({ warn() {} })).toEqual({
      problem: 'expected a logger (an object with warn, info)',
    });
    expect(parser.fromCode(null)).toHaveProperty('problem');
  });
});

test('no parser throws, and no problem repeats what was given', () => {
  const parsers: AnyParser[] = [
    endpoint({ schemes: ['udp', 'http', 'unix'], refused: { unixgram: 'No.' } }),
    ...[integer(), millis(), number(), boolean(), choice(['a', 'b']), text({ mayBeEmpty: false })],
    ...[list(), listOf(integer()), listOrAll(), keyValues(), opaque('a function', isFunction)],
  ];
  const secret = fc.string({ unit: 'binary' }).map((given) => `SECRET${given}SECRET\0`);
  fc.assert(
    fc.property(fc.constantFrom(...parsers), fc.anything(), secret, (parser, value, given) => {
      parser.fromCode(value);
      for (const text of [given, `udp://${given}`, `${given},1`]) {
        for (const parsed of [parser.fromText(text), parser.fromCode(text), parser.fromCode([text])]) {
          if ('problem' in parsed) expect(parsed.problem).not.toContain('SECRET');
        }
      }
    }),
    { numRuns: 3000 },
  );
});
