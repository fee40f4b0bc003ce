import { expect, test } from 'vitest';
import { LevelHistory } from '../../../src/live/history/level.ts';

const second = 1_700_000_040;

function historyOf(kind: 'total' | 'level', values: readonly number[]): LevelHistory {
  const history = new LevelHistory(kind);
  values.forEach((value, i) => {
    history.add({ name: 'm', tags: [], kind, value, weight: 1 }, second + i);
  });
  return history;
}

test('a total shows its growth, and after a restart all of it', () => {
  const history = historyOf('total', [100, 103, 103, 5]);
  const { perSecond, value } = history.columns(second + 3, 600);
  expect(perSecond!.slice(-5)).toEqual([null, null, 3, 0, 5]);
  expect(value.slice(-5)).toEqual([null, 100, 103, 103, 5]);
  expect(history.recent(second + 3).slice(-4)).toEqual([null, 3, 0, 5]);
  expect([history.latest, history.perSecond(second + 4)]).toEqual([5, 0.8]);
});

test('a minute of a total shows how much it grew in a second', () => {
  const history = historyOf('total', [100]);
  history.add({ name: 'm', tags: [], kind: 'total', value: 160, weight: 1 }, second + 60);
  expect(history.columns(second + 120, 21600).perSecond!.slice(-3)).toEqual([null, 1, null]);
});

test.each([
  ['rose', [1, 2, 2], true],
  ['rose and fell', [1, 3, 2], false],
  ['stayed', [2, 2, 2], false],
  ['came once', [2], false],
])('a level that %s within the view shows growth: %s, %s', (_what, values, isShown) => {
  const history = historyOf('level', values);
  expect(history.columns(second + 5, 600).perSecond !== null).toBe(isShown);
  expect(history.perSecond(second + 5) !== null).toBe(isShown);
  expect(history.recent(second + values.length - 1).at(-1)).toBe(values.at(-1));
});

test('a fall that is longer ago than the view is forgotten', () => {
  const history = historyOf('level', [9, 1]);
  history.add({ name: 'm', tags: [], kind: 'level', value: 2, weight: 1 }, second + 100);
  expect(history.perSecond(second + 599)).toBeNull();
  expect(history.perSecond(second + 600)).not.toBeNull();
});
