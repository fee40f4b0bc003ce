import { expect, test } from 'vitest';
import { Account } from '../../src/initial-state/account.ts';

test('the calls of the 1000 keys that came last are counted', () => {
  const account = new Account({ rateLimit: { calls: 1 } }, { now: () => 0 });
  const isExceeded = (key: string) => account.call(key).isExceeded;
  expect([isExceeded('first'), isExceeded('second')]).toEqual([false, false]);
  for (let n = 0; n < 998; n += 1) isExceeded(`key ${n}`);
  expect([isExceeded('first'), isExceeded('second')]).toEqual([true, true]);
  for (let n = 0; n < 999; n += 1) isExceeded(`other ${n}`);
  expect([isExceeded('second'), isExceeded('first')]).toEqual([true, false]);
});
