import { describe, expect, test } from 'vitest';
import type { DefectLevel } from '../../src/defect.ts';
import type { GraphiteDefectCode } from '../../src/graphite/defect.ts';
import { parseGraphiteLine } from '../../src/graphite/line.ts';
import { refusalsOf } from './reading.ts';

type Row = readonly [line: string, level: DefectLevel, code: GraphiteDefectCode, column?: number];

const rows: readonly Row[] = [
  ['', 'error', 'field-count', 1],
  ['a 1', 'error', 'field-count', 1],
  ['a 1 2 3', 'error', 'field-count', 1],
  ['a\u00a0b 1 2', 'error', 'field-count', 1],
  ['a\u2028b 1 2', 'error', 'field-count', 1],
  ['a\u0085b 1 2', 'error', 'field-count', 1],
  ['a\u001cb 1 2', 'error', 'field-count', 1],
  ['a  1 2', 'warning', 'white-space', 1],
  ['a\t1 2', 'warning', 'white-space', 1],
  ['a 1\u00a02', 'warning', 'white-space', 1],
  [' a 1 2', 'warning', 'white-space', 1],
  ['a 1 2\r', 'warning', 'white-space', 1],
  ['a\u0000b 1 2', 'warning', 'control-character', 2],
  ['.a 1 2', 'warning', 'leading-dot', 1],
  ['a..b 1 2', 'warning', 'empty-component', 2],
  ['a. 1 2', 'warning', 'empty-component', 2],
  ['a/b 1 2', 'warning', 'slash', 2],
  ...Array.from(
    '*?[]{}(),!~"\'',
    (character): Row => [`a${character}b 1 2`, 'warning', 'query-character', 2],
  ),
  ['aé 1 2', 'remark', 'name-rewritten', 2],
  ['a=b 1 2', 'remark', 'name-rewritten', 2],
  [`a.${'b'.repeat(252)} 1 2`, 'warning', 'component-too-long', 1],
  [';a=b 1 2', 'warning', 'empty-name', 1],
  ['a; 1 2', 'warning', 'empty-tag', 3],
  ['a;b=c;;d=e 1 2', 'warning', 'empty-tag', 7],
  ['a;b 1 2', 'warning', 'bare-tag', 3],
  ['a;=b 1 2', 'warning', 'empty-tag-name', 3],
  ['a;b= 1 2', 'warning', 'empty-tag-value', 3],
  ['a;b=~c 1 2', 'warning', 'tag-start', 3],
  ['a;b!=c 1 2', 'warning', 'tag-character', 3],
  ['a;b^=c 1 2', 'warning', 'tag-character', 3],
  ['a;b\u0007=c 1 2', 'warning', 'control-character', 4],
  ['a;name=b 1 2', 'warning', 'reserved-tag', 3],
  ['a;b=1;b=2 1 2', 'warning', 'duplicate-tag', 7],
  ['a;b=1;a=2 1 2', 'warning', 'tag-order', 3],
  ['a;a=1;a-b=2 1 2', 'warning', 'tag-order', 3],
  ['a;b=é 1 2', 'remark', 'tag-not-ascii', 3],
  ['a{b="c"} 1 2', 'warning', 'open-metrics', 1],
  ['a;b={"} 1 2', 'warning', 'open-metrics', 1],
  ['a 0x10 2', 'error', 'bad-value', 3],
  ['a 1,5 2', 'error', 'bad-value', 3],
  ['a nan 2', 'error', 'not-finite', 3],
  ['a -inf 2', 'warning', 'not-finite', 3],
  ['a 1e400 2', 'warning', 'not-finite', 3],
  [`a ${'9'.repeat(400)} 2`, 'warning', 'not-finite', 3],
  ['a 1e3 2', 'warning', 'exponent', 3],
  ['a +1 2', 'warning', 'plus-sign', 3],
  ['a 1_000 2', 'warning', 'underscore', 3],
  ['a .5 2', 'warning', 'bare-point', 3],
  ['a 5. 2', 'warning', 'bare-point', 3],
  ['a ٣ 2', 'warning', 'foreign-digit', 3],
  ['a 1 now', 'error', 'bad-timestamp', 5],
  ['a 1 nan', 'error', 'timestamp-nan', 5],
  ['a 1 inf', 'error', 'timestamp-infinite', 5],
  ['a 1 -1', 'warning', 'timestamp-form', 5],
  ['a 1 0', 'warning', 'timestamp-form', 5],
  ['a 1 -5', 'warning', 'timestamp-form', 5],
  ['a 1 1.5', 'warning', 'timestamp-form', 5],
  ['a 1 1e9', 'warning', 'timestamp-form', 5],
  ['a 1 +5', 'warning', 'timestamp-form', 5],
  ['a 1 1700000000000', 'warning', 'timestamp-not-seconds', 5],
  [`a;b=${'c'.repeat(16_384)} 1 2`, 'warning', 'line-too-long'],
];

describe('a defect is found, with its level and its place', () => {
  for (const [line, level, code, column] of rows) {
    test(`${JSON.stringify(line.slice(0, 40))}: ${level} ${code}`, () => {
      const { value, timestamp, defects } = parseGraphiteLine(line);
      expect(defects).toEqual([{ code, level, column, message: expect.stringMatching(/\w/) }]);
      expect(value === undefined || timestamp === undefined).toBe(level === 'error');
    });
  }

  test('bytes that are not UTF-8', () => {
    const { defects } = parseGraphiteLine(Buffer.from([0x61, 0xff, 0x20, 0x31, 0x20, 0x32]));
    expect(defects).toMatchObject([{ code: 'invalid-utf8', level: 'error' }]);
  });
});

test('a line as it should be has no defects', () => {
  expect(parseGraphiteLine('a.b-c_d:e#f;host=x/y;z=a=b{"}! -12.5 1700000000')).toEqual({
    name: 'a.b-c_d:e#f',
    tags: [
      ['host', 'x/y'],
      ['z', 'a=b{"}!'],
    ],
    value: -12.5,
    timestamp: 1_700_000_000,
    defects: [],
  });
});

test('a line of 16,384 bytes, and a component of 251, are not too long', () => {
  const line = `a;b=${'c'.repeat(16_376)} 1 2`;
  expect(Buffer.byteLength(line)).toBe(16_384);
  expect(parseGraphiteLine(line).defects).toEqual([]);
  expect(parseGraphiteLine(`${'b'.repeat(251)} 1 2`).defects).toEqual([]);
});

test('a long component does no harm with tags: the file is called by a hash', () => {
  expect(parseGraphiteLine(`${'b'.repeat(300)};a=b 1 2`).defects).toEqual([]);
});

describe('as in carbon', () => {
  test.each([
    ['a;b=2;a=1;b=3', 'a', [['a', '1'], ['b', '3']]], // biome-ignore format: one row a line
    ['a;a=1;a.b=2;a-b=3;a1=4', 'a', [['a-b', '3'], ['a.b', '2'], ['a1', '4'], ['a', '1']]], // biome-ignore format: one row a line
    ['a;😀=1;\ue000=2', 'a', [['\ue000', '2'], ['😀', '1']]], // biome-ignore format: one row a line
    ['a;name=b;c=d', 'a', [['c', 'd']]],
    ['~a', 'a', []],
    ['~', '~', []],
    ['a;b', 'a;b', []],
    ['a;b=c;d=~e', 'a;b=c;d=~e', []],
    [';b=c', ';b=c', []],
    ['a{b="c",d="e\\"f"}', 'a', [['b', 'c'], ['d', 'e"f']]], // biome-ignore format: one row a line
    ['a{b="~c"}', 'a{b="~c"}', []],
    ['a{{b="c"}', 'a{{b="c"}', []],
  ])('%s is the series %s with the tags %j', (path, name, tags) => {
    expect(parseGraphiteLine(`${path} 1 2`)).toMatchObject({ name, tags });
  });

  test.each([
    ['1_0.5', 10.5],
    ['-Infinity', Number.NEGATIVE_INFINITY],
    ['１２', 12],
    ['𝟙𝟚', 12],
    ['5.e1', 50],
  ])('%s is the value %d', (text, value) => {
    expect(parseGraphiteLine(`a ${text} 2`).value).toBe(value);
  });

  test('seconds lose their fraction, and what is about -1 means now', () => {
    const seconds = ['1.9', '-1.9', '-0.5', '-2'].map((text) => parseGraphiteLine(`a 1 ${text}`).timestamp);
    expect(seconds).toEqual([1, -1, 0, -2]);
  });
});

test('a message says what stands there and what is allowed', () => {
  const [defect] = parseGraphiteLine('a;b=~c 1 2').defects;
  expect(defect?.message).toBe('tag "b=~c": a value that starts with ~ would be a pattern in a query');
});

test('all that is wrong is told', () => {
  const { defects } = parseGraphiteLine('.a/b*;b=;a= +1e3 -5');
  expect(refusalsOf(defects)).toEqual([
    'leading-dot',
    'slash',
    'query-character',
    'empty-tag-value',
    'empty-tag-value',
    'exponent',
    'plus-sign',
    'timestamp-form',
  ]);
});
