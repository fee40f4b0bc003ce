import { expect, test } from 'vitest';
import { StatHatStat } from '../../src/stathat/stat.ts';

test('points and sums of minutes are kept up to a bound; count and sum go on', () => {
  const first = { stat: 'a', kind: 'count', value: 1, timestamp: 0, isTimed: true } as const;
  const stat = new StatHatStat(first, 3);
  for (let minute = 0; minute < 5; minute += 1) stat.add({ ...first, timestamp: minute * 60 });
  expect([...stat.countsByMinute.keys()]).toEqual([120, 180, 240]);
  expect(stat.points.map(({ timestamp }) => timestamp)).toEqual([120, 180, 240]);
  expect(stat).toMatchObject({ count: 5, pointCount: 5 });
});
