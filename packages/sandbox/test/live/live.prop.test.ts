import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ScalarColumns } from '../../src/live/messages.ts';
import { start, watchLines } from './watched.ts';

const sent = fc.record({
  pauseMillis: fc.oneof(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 400_000 })),
  amount: fc.integer({ min: -1000, max: 1000 }),
});

test('the seconds of the history add up to what came within them, and the running sum is theirs', () => {
  fc.assert(
    fc.property(fc.array(sent, { minLength: 1, maxLength: 60 }), (all) => {
      const watched = watchLines();
      const came: [second: number, amount: number][] = [];
      for (const { pauseMillis, amount } of all) {
        watched.time += pauseMillis;
        watched.send(`a:${amount}|c`);
        came.push([Math.floor(watched.time / 1000), amount]);
      }
      const sum = came.reduce((total, [, amount]) => total + amount, 0);
      const { row, columns, times } = watched.live.query({ selected: watched.row('a').id }).selected!;
      const { perSecond, value } = columns as ScalarColumns;
      const inWindow = came.filter(([second]) => second >= times[0]!);
      expect(perSecond!.reduce<number>((total, amount) => total + (amount ?? 0), 0)).toBe(
        inWindow.reduce((total, [, amount]) => total + amount, 0),
      );
      expect([row.latest, value.at(-1)]).toEqual([sum, sum]);
    }),
  );
});

test('there are never more series than allowed, and it is the longest silent ones that go', () => {
  const step = fc.record({
    pauseMillis: fc.integer({ min: 1000, max: 5000 }),
    name: fc.integer({ min: 0, max: 9 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), fc.integer({ min: 1, max: 5 }), (steps, maxSeries) => {
      const watched = watchLines('dogstatsd', { maxSeries });
      let known: number[] = [];
      let forgotten = 0;
      for (const { pauseMillis, name } of steps) {
        watched.time += pauseMillis;
        watched.send(`n${name}:1|c`);
        known = [...known.filter((other) => other !== name), name];
        if (known.length > maxSeries) {
          known.shift();
          forgotten += 1;
        }
        const { rows, matchCount } = watched.live.query();
        expect(rows.map((row) => row.name)).toEqual(known.map((other) => `n${other}`).sort());
        expect(matchCount).toBe(known.length);
        expect(watched.live.totalsOf('dogstatsd')).toMatchObject({
          seriesCount: known.length,
          forgottenSeriesCount: forgotten,
        });
      }
    }),
  );
});

test('a clock that jumps makes no list longer, and breaks nothing', () => {
  const jump = fc.oneof(
    fc.integer({ min: -20_000, max: 20_000 }),
    fc.integer({ min: -1e12, max: 1e12 }),
    fc.constantFrom(0, 1, 60_000),
  );
  fc.assert(
    fc.property(fc.array(jump, { maxLength: 40 }), (jumps) => {
      const watched = watchLines();
      for (const by of jumps) {
        watched.time = Math.max(0, watched.time + by);
        watched.send('a:1|c', 'b:1|g', 'c:1|d', 'd:x|s');
        for (const row of watched.live.query().rows) {
          expect(row.recent).toHaveLength(60);
          for (const rangeSeconds of [600, 21600] as const) {
            const { columns, times, slotSeconds } = watched.live.query({ selected: row.id, rangeSeconds })
              .selected!;
            const lists = Object.values(columns).filter((list) => list !== null);
            expect(lists.map((list) => list.length)).toEqual(lists.map(() => rangeSeconds / slotSeconds));
            expect(times).toHaveLength(rangeSeconds / slotSeconds);
          }
        }
      }
      watched.time = start;
      watched.time += 3_000_000_000_000;
      watched.send('a:1|c');
      expect(watched.row('a')).toMatchObject({ latest: jumps.length + 1, lastSeenMillis: watched.time });
      expect(watched.row('a').recent.at(-1)).toBe(1);
    }),
    { numRuns: 40 },
  );
});

test('while a clock makes up for a small step back, all counts for the second before it', () => {
  const watched = watchLines();
  watched.time += 5000;
  watched.send('a:1|c');
  watched.time -= 3000;
  watched.send('a:2|c');
  watched.time += 4000;
  watched.send('a:4|c');
  expect(watched.row('a').recent.slice(-3)).toEqual([null, 3, 4]);
});

test('after a great step back, what was told of the time to come is forgotten', () => {
  const watched = watchLines();
  watched.send('a:1|c');
  watched.time += 500_000;
  watched.send('a:2|c');
  watched.time -= 499_000;
  watched.send('a:4|c');
  expect(watched.row('a').recent.slice(-2)).toEqual([1, 4]);
  expect(watched.row('a').latest).toBe(7);
});
