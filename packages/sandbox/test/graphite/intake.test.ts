import { describe, expect, test } from 'vitest';
import { nowSeconds, read, readDatagram } from './reading.ts';

const names = ({ points }: ReturnType<typeof read>) => points.map(({ name }) => name);

describe('a datagram', () => {
  test('is lines; carriage returns and a missing last line feed do no harm', () => {
    const reading = readDatagram('a 1 10\r\nb 2 10\nc 3 10');
    expect(names(reading)).toEqual(['a', 'b', 'c']);
    expect(reading.totals).toMatchObject({ pointCount: 3, badLineCount: 0, datagramCount: 1, byteCount: 21 });
  });

  test('has bad lines that do not spoil their neighbours', () => {
    const reading = readDatagram('a 1 10\n\nnonsense\nb 2 10\n');
    expect(names(reading)).toEqual(['a', 'b']);
    expect(reading.totals.badLines.map(({ line }) => line)).toEqual(['', 'nonsense']);
  });

  test('that is empty is nothing, but an empty line is a bad one', () => {
    expect(readDatagram('').totals).toMatchObject({ badLineCount: 0, datagramCount: 1 });
    expect(readDatagram('\n').codes).toEqual(['field-count']);
  });

  test('that is not UTF-8 is lost as a whole', () => {
    const bytes = Buffer.concat([Buffer.from('a 1 10\nb'), Buffer.from([0xff]), Buffer.from(' 1 10\n')]);
    for (const strict of [true, false]) {
      const reading = readDatagram(bytes, strict);
      expect(reading).toMatchObject({ points: [], codes: ['invalid-utf8'] });
      expect(reading.totals.badLineCount).toBe(1);
    }
  });

  test('of more than 8192 bytes is cut as by carbon', () => {
    const reading = readDatagram('abcde 1 10\n'.repeat(800), false);
    expect(reading.points).toHaveLength(744);
    expect(reading.codes).toEqual(['datagram-too-long']);
    expect(readDatagram('abc 1 10\n'.repeat(910)).codes).toEqual([]);
  });

  test('has lines that end where Python ends them, in lenient mode only', () => {
    const text = 'a 1 10\vb 2 10\u2028c 3 10\x85d 4 10';
    expect(names(readDatagram(text, false))).toEqual(['a', 'b', 'c', 'd']);
    expect(readDatagram(text)).toMatchObject({ points: [], codes: ['field-count'] });
  });

  test('is lost behind an infinite timestamp, but not behind NaN', () => {
    expect(names(readDatagram('a 1 inf\nb 2 10', false))).toEqual([]);
    expect(names(readDatagram('a 1 nan\nb 2 10', false))).toEqual(['b']);
    expect(names(readDatagram('a nan inf\nb 2 10', false))).toEqual(['b']);
  });
});

test('strict and lenient differ where only some servers lose data', () => {
  expect(readDatagram('a;b= 1 10')).toMatchObject({ points: [], codes: ['empty-tag-value'] });
  const { totals } = readDatagram('a;b= 1 10', false);
  expect([...totals.series.keys()]).toEqual(['a;b=']);
  expect(totals.defectCounts.get('empty-tag-value')).toBe(1);
});

test('-1 is the second in which it came', () => {
  expect(readDatagram('a 1 -1', false).points).toMatchObject([{ timestamp: nowSeconds }]);
});

describe('a line of a stream', () => {
  test.each([
    ['a 1 10', true],
    ['nonsense', true],
    ['a 1 now', true],
    ['a nan nan', true],
    ['a 1 nan', false],
    ['a 1 inf', false],
  ])('%j leaves the connection open: %s', (line, isOpen) => {
    for (const strict of [true, false]) {
      read(strict, (intake) => expect(intake.line(Buffer.from(line))).toBe(isOpen));
    }
  });

  test('that is not UTF-8 ends the connection', () => {
    read(false, (intake) => expect(intake.line(Buffer.from([0xff]))).toBe(false));
  });
});
