import { expect, test } from 'vitest';
import { amountOf, effectOf, faultOf } from '../../../page/live/fault.ts';

test('amounts are brought into what is allowed', () => {
  expect(faultOf('slow', 250)).toEqual({ kind: 'slow', millis: 250 });
  expect(faultOf('slow', -1)).toEqual({ kind: 'slow', millis: 1 });
  expect(faultOf('slow', Number.NaN)).toEqual({ kind: 'slow', millis: 1000 });
  expect(faultOf('drop', 120)).toEqual({ kind: 'drop', percent: 100 });
  expect(faultOf('answer', 429)).toEqual({ kind: 'answer', status: 429 });
  expect(faultOf('answer', 418)).toEqual({ kind: 'answer', status: 503 });
  expect(faultOf('refuse', 5)).toEqual({ kind: 'refuse' });
});

test('a fault gives back the amount it was made of, and says what it does', () => {
  expect(amountOf(faultOf('drop', 30))).toBe(30);
  expect(effectOf(faultOf('drop', 30))).toBe('30 % is lost.');
  expect(effectOf(faultOf('answer', 500))).toBe('Requests are answered 500.');
});
