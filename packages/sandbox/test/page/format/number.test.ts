import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byteCount, exactNumber, shortNumber } from '../../../page/format/number.ts';

const spaced = (text: string) => text.replaceAll(' ', '\u202f');

test.each([
  [0, '0'],
  [-0, '0'],
  [7, '7'],
  [1234, '1 234'],
  [1234567, '1 234 567'],
  [-1234.5, '−1 234.5'],
  [0.1 + 0.2, '0.3'],
  [1234.56789, '1 234.57'],
  [0.000012345, '1.2345e−5'],
  [2e15, '2e15'],
  [-3e30, '−3e30'],
  [Number.NaN, 'NaN'],
  [-Infinity, '−∞'],
])('%d is shown with every digit that matters as %s', (value, text) => {
  expect(exactNumber(value)).toBe(spaced(text));
});

test.each([
  [0, '0'],
  [12.3456, '12.3'],
  [0.012345, '0.0123'],
  [999.96, '1 000'],
  [1234.56, '1 235'],
  [9876, '9 876'],
  [9999.4, '9 999'],
  [9999.5, '10 k'],
  [12345, '12.3 k'],
  [999999, '1 M'],
  [4560000, '4.56 M'],
  [-4560000, '−4.56 M'],
  [7.8e12, '7.8 T'],
  [1e-7, '1e−7'],
])('%d fits a narrow column as %s', (value, text) => {
  expect(shortNumber(value)).toBe(spaced(text));
});

test('a number in a narrow column has at most nine characters, whatever it is', () => {
  fc.assert(
    fc.property(fc.double({ min: -1e17, max: 1e17, noNaN: true }), (value) => {
      expect(shortNumber(value).replace('−', '').length).toBeLessThan(10);
    }),
  );
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [34500, '34.5 kB'],
  [1234567, '1.23 MB'],
])('%d bytes are %s', (bytes, text) => {
  expect(byteCount(bytes)).toBe(spaced(text));
});
