import { expect, test } from 'vitest';
import { noRates, steadyRates, withRates } from '../../../page/live/rate-history.ts';
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

test('what comes each ten seconds, or not quite each second, has a steady rate', () => {
  const everyTen = Array.from({ length: 60 }, (_, index) => (index % 10 === 0 ? 500 : 0));
  expect(steadyRates(everyTen).slice(10)).toEqual(Array.from({ length: 50 }, () => 50));
  expect(steadyRates([90, 90, 0, 180, 90])).toEqual([90, 90, 60, 90, 90]);
});

test('a rate is shown from the first second on, and falls to zero when nothing comes any more', () => {
  expect(steadyRates([7])).toEqual([7]);
  expect(steadyRates([9, 9, 9, 0, 0, 0]).at(-1)).toBe(0);
  expect(steadyRates([])).toEqual([]);
});
