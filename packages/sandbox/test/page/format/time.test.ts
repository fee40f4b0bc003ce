import { expect, test } from 'vitest';
import { ago, clockTime, preciseClockTime } from '../../../page/format/time.ts';

const noon = new Date(2026, 10, 22, 12, 3, 9, 42).getTime();

test('a time is that of the reader, with milliseconds where lines are told apart', () => {
  expect(clockTime(noon)).toBe('12:03:09');
  expect(preciseClockTime(noon)).toBe('12:03:09.042');
});

test.each([
  [-5, 'now'],
  [1, 'now'],
  [12, '12 s ago'],
  [119, '119 s ago'],
  [120, '2 min ago'],
  [7199, '119 min ago'],
  [7200, '2 h ago'],
  [400_000, '4 d ago'],
])('what came %d seconds before is said to be of %s', (seconds, text) => {
  expect(ago(noon - seconds * 1000, noon)).toBe(text);
});
