import { expect, test } from 'vitest';
import { noRates, withRates } from '../../../page/live/rate-history.ts';
import type { BackendState, LiveMessage } from '../../../src/live/messages.ts';

function message(atMillis: number, linesPerSecond: number): LiveMessage {
  const backends = [{ name: 'statsd', linesPerSecond } as BackendState];
  return { atMillis, backends, matchCount: 0, rows: [], selected: null, lines: [], badLines: [] };
}

test('one rate of each second is kept, of the last minute', () => {
  let history = noRates;
  for (let second = 1; second <= 100; second++) history = withRates(history, message(second * 1000, second));
  expect(history.rates.statsd).toEqual(Array.from({ length: 60 }, (_, index) => 41 + index));
});

test('a second message within a second, which a new query brings, adds nothing', () => {
  const once = withRates(noRates, message(5_000, 7));
  expect(withRates(once, message(5_900, 8))).toBe(once);
});
