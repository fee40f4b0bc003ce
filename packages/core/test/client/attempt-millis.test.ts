import { expect, it } from 'vitest';
import { attemptMillis } from '../../src/client/attempt-millis.js';

it('an attempt without a timeout takes a minute at the most', () => {
  expect([0, 1, 10_000].map(attemptMillis)).toEqual([60_000, 1, 10_000]);
});
