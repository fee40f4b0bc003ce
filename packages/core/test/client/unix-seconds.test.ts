import { expect, it } from 'vitest';
import { unixSeconds } from '../../src/client/unix-seconds.js';

it.each([
  ['a date', new Date('2026-01-02T03:04:05.999Z'), 1_767_323_045],
  ['seconds', 1_767_323_045, 1_767_323_045],
  ['a part of a second', 1_767_323_045.9, 1_767_323_045],
  ['the first second', 1, 1],
  ['the last second', 9_999_999_999, 9_999_999_999],
])('makes whole seconds of %s', (_kind, moment, seconds) => {
  expect(unixSeconds(moment)).toBe(seconds);
});

it.each([
  ['1970', 0],
  ['a time before', -1],
  ['milliseconds', 1_767_323_045_000],
  ['NaN', Number.NaN],
  ['infinity', Number.POSITIVE_INFINITY],
  ['a date that is none', new Date(Number.NaN)],
])('takes no %s', (_kind, moment) => {
  expect(unixSeconds(moment)).toBeUndefined();
});
