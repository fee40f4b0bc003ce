import { expect, test } from 'vitest';
import { RateWindow } from '../../src/initial-state/rate-window.ts';

test('calls are counted in windows, which begin with their first call', () => {
  let now = 1_700_000_000_400;
  const window = new RateWindow({ calls: 2, windowMillis: 10_000 }, { now: () => now });
  const take = () => {
    const { isExceeded, headers } = window.take();
    return [
      isExceeded,
      ...['remaining', 'reset'].map((name) => headers[`x-ratelimit-${name}`]),
      headers['retry-after'],
    ];
  };
  expect(take()).toEqual([false, '1', '1700000011', undefined]);
  now += 3000;
  expect(take()).toEqual([false, '0', '1700000011', undefined]);
  expect(take()).toEqual([true, '0', '1700000011', '7']);
  now += 6999;
  expect(take()).toEqual([true, '0', '1700000011', '1']);
  now += 1;
  expect(take()).toEqual([false, '1', '1700000021', undefined]);
});
