import { describe, expect, test } from 'vitest';
import { readPickledPoint } from '../../../src/graphite/pickle/pickled-point.ts';
import type { PickleValue } from '../../../src/graphite/pickle/value.ts';
import { describe as describeValue } from '../../../src/graphite/pickle/value.ts';
import { nowSeconds, read, refusalsOf } from '../reading.ts';
import { pickleOf } from './encoder.ts';

const tuple = (...items: PickleValue[]): PickleValue => ({ tuple: items });
const item = (path: PickleValue, timestamp: PickleValue, value: PickleValue) =>
  tuple(path, tuple(timestamp, value));

test('an item is (path, (timestamp, value))', () => {
  expect(readPickledPoint(item('a;b=c', 10, 1.5))).toEqual({
    name: 'a',
    tags: [['b', 'c']],
    value: 1.5,
    timestamp: 10,
    defects: [],
  });
});

describe('what carbon takes too is refused in strict mode', () => {
  test.each([
    ['lists', ['a', [10, 1]], ['pickle-item']],
    ['texts for numbers', item('a', '10', ' 1 '), ['pickle-item']],
    ['bytes for numbers', item('a', 10, Buffer.from('1')), ['pickle-item']],
    ['a boolean', item('a', 10, true), ['pickle-item']],
    ['an int that no double holds', item('a', 10, 2n ** 60n + 1n), ['pickle-item']],
    ['a fraction of a second', item('a', 10.5, 1), ['timestamp-form']],
    ['-1, which means now', item('a', -1, 1), ['timestamp-form']],
    ['milliseconds', item('a', 1_700_000_000_000, 1), ['timestamp-not-seconds']],
    ['an infinite value', item('a', 10, Number.POSITIVE_INFINITY), ['not-finite']],
    ['white space', item('a b', 10, 1), ['white-space']],
    ['a line feed', item('a\nb', 10, 1), ['white-space', 'control-character']],
    ['white space in a tag', item('a;b=c d', 10, 1), ['white-space']],
    ['tags in another order', item('a;c=1;b=2', 10, 1), ['tag-order']],
  ] as const)('%s', (_name, value, codes) => {
    const { value: number, timestamp, defects } = readPickledPoint(value as PickleValue);
    expect(refusalsOf(defects)).toEqual(codes);
    expect(defects.every(({ level }) => level === 'warning')).toBe(true);
    expect([number, timestamp]).not.toContain(undefined);
  });
});

describe('what is no point is refused always', () => {
  test.each([
    ['three parts', tuple('a', 1, 2), 'pickle-item'],
    ['three numbers', tuple('a', tuple(1, 2, 3)), 'pickle-item'],
    ['one number', tuple('a', 1), 'pickle-item'],
    ['no number', item('a', 'x', 1), 'pickle-item'],
    ['None', item('a', 10, null), 'pickle-item'],
    ['NaN', item('a', 10, Number.NaN), 'not-finite'],
    ['bytes for a path', item(Buffer.from('a'), 10, 1), 'pickle-name'],
    ['an int beyond all doubles', item('a', 10, 10n ** 400n), 'pickle-overflow'],
    ['an infinite timestamp', item('a', Number.POSITIVE_INFINITY, 1), 'timestamp-infinite'],
  ] as const)('%s', (_name, value, code) => {
    const { value: number, timestamp, defects } = readPickledPoint(value);
    expect(defects[0]).toMatchObject({ code, level: 'error' });
    expect([number, timestamp]).toContain(undefined);
  });
});

describe('a frame', () => {
  const nothing = Buffer.from('N.');

  test('has bad items that do not spoil their neighbours', () => {
    const { totals, codes } = read(true, (intake) => {
      expect(intake.frame(pickleOf([['a', 10, 1], ['b', 0, 1], ['c', 10, 1]]))).toBe(true); // biome-ignore format: an item a point
    });
    expect([...totals.series.keys()]).toEqual(['a', 'c']);
    expect(codes).toEqual(['timestamp-form']);
    expect(totals.badLines[0]?.line).toBe('("b", (0, 1))');
    expect(totals).toMatchObject({ frameCount: 1, pointCount: 2, badLineCount: 1 });
  });

  test('that is broken is refused, and the connection goes on', () => {
    const { codes } = read(false, (intake) => expect(intake.frame(Buffer.from('x'))).toBe(true));
    expect(codes).toEqual(['bad-pickle']);
  });

  test('that holds nothing to go through ends the connection', () => {
    const { codes } = read(false, (intake) => expect(intake.frame(nothing)).toBe(false));
    expect(codes).toEqual(['pickle-payload']);
  });

  test('must hold a list in strict mode; carbon goes through a tuple too', () => {
    const inTuple = Buffer.concat([
      Buffer.from('('),
      pickleOf([['a', 10, 1]]).subarray(4, -2),
      Buffer.from('t.'),
    ]);
    expect(read(false, (intake) => intake.frame(inTuple)).totals.pointCount).toBe(1);
    expect(read(true, (intake) => intake.frame(inTuple)).codes).toEqual(['pickle-payload']);
  });

  test('is left at an item that makes carbon hang up', () => {
    const bytes = Buffer.concat([
      Buffer.from(']('),
      Buffer.from('C\x01aK\x0aK\x01\x86\x86', 'latin1'),
      pickleOf([['a', 10, 1]]).subarray(4),
    ]);
    const { points, codes } = read(false, (intake) => expect(intake.frame(bytes)).toBe(false));
    expect([points, codes]).toEqual([[], ['pickle-name']]);
  });

  test('may say -1 for the second in which it came', () => {
    const { points } = read(false, (intake) => intake.frame(pickleOf([['a', -1, 1]])));
    expect(points).toMatchObject([{ timestamp: nowSeconds }]);
  });
});

test('an item is told about as Python prints it, cut where it is deep', () => {
  const value = [tuple('a"', null), new Map([[1, 2]]), new Set([true]), Buffer.from('x'), [[[['deep']]]], 5n];
  expect(describeValue(value)).toBe(
    '[("a\\"", None), {1}, {true}, b"x", [[[…]]], 5]'.replace('[[[…]]]', '[[…]]'),
  );
});
