import { describe, expect, test } from 'vitest';
import type { SampleColumns, ScalarColumns } from '../../src/live/messages.ts';
import { start, watchLines } from './watched.ts';

describe('a row', () => {
  test('of a counter tells the sum, and the amounts of the last seconds', () => {
    const watched = watchLines();
    watched.send('hits:2|c|#route:/a,method:get', 'hits:3|c|@0.1|#method:get,route:/a');
    watched.time += 2000;
    watched.send('hits:5|c|#route:/a,method:get');
    const row = watched.row('hits');
    expect(row).toMatchObject({
      backend: 'dogstatsd',
      kind: 'amount',
      latest: 37,
      perSecond: 3.2,
      lastSeenMillis: start + 2000,
      tags: [
        ['method', 'get'],
        ['route', '/a'],
      ],
    });
    expect(row.recent).toHaveLength(60);
    expect(row.recent.slice(-3)).toEqual([32, null, 5]);
  });

  test('of a gauge tells the last level, and no growth', () => {
    const watched = watchLines();
    watched.send('heat:21.5|g', 'heat:20|g');
    watched.time += 1000;
    watched.send('heat:-3|g');
    expect(watched.row('heat')).toMatchObject({ kind: 'level', latest: -3, perSecond: null });
    expect(watched.row('heat').recent.slice(-2)).toEqual([20, -3]);
  });

  test('of a gauge that only rises tells its growth too', () => {
    const watched = watchLines();
    for (const level of [10, 30, 60, 60]) {
      watched.send(`total:${level}|g`);
      watched.time += 1000;
    }
    expect(watched.row('total')).toMatchObject({ kind: 'level', latest: 60, perSecond: 5 });
    watched.send('total:59|g');
    expect(watched.row('total').perSecond).toBeNull();
  });

  test.each([
    ['plain', 7],
    ['dogstatsd', -3],
  ] as const)('of a gauge in the dialect %s reads a sign as that dialect does', (dialect, latest) => {
    const watched = watchLines(dialect);
    watched.send('depth:10|g', 'depth:-3|g');
    expect(watched.row('depth').latest).toBe(latest);
  });

  test('of samples tells how many, and their median', () => {
    const watched = watchLines();
    watched.send('size:1:2:3|d', 'size:100|d|@0.5');
    expect(watched.row('size')).toMatchObject({ kind: 'samples', latest: 5 });
    expect(watched.row('size').recent.at(-1)).toBeCloseTo(3, 1);
    watched.time += 1000;
    expect(watched.row('size').perSecond).toBe(0.5);
  });

  test('of a set tells how many different members the last second had', () => {
    const watched = watchLines();
    watched.send('users:ann|s', 'users:bob|s', 'users:ann|s');
    watched.time += 1000;
    watched.send('users:ann|s');
    expect(watched.row('users')).toMatchObject({ kind: 'members', latest: 1, perSecond: null });
    expect(watched.row('users').recent.slice(-2)).toEqual([2, 1]);
  });

  test('is not made of events and service checks, which are lines only', () => {
    const watched = watchLines();
    watched.send('_e{5,4}:title|text', '_sc|up|0');
    expect(watched.live.query()).toMatchObject({ matchCount: 0, rows: [] });
    expect(watched.live.query().lines.map(({ text }) => text)).toEqual(['_e{5,4}:title|text', '_sc|up|0']);
  });
});

describe('the history of the selected series', () => {
  const historyOf = (watched: ReturnType<typeof watchLines>, name: string, rangeSeconds: 600 | 21600) =>
    watched.live.query({ selected: watched.row(name).id, rangeSeconds }).selected!;

  test('has ten minutes by the second', () => {
    const watched = watchLines();
    watched.send('hits:1|c');
    watched.time += 598_000;
    watched.send('hits:2|c');
    watched.time += 1000;
    const { row, slotSeconds, times, columns } = historyOf(watched, 'hits', 600);
    const { perSecond, value } = columns as ScalarColumns;
    expect([row.name, slotSeconds, times.length, perSecond!.length, value.length]).toEqual([
      'hits',
      1,
      600,
      600,
      600,
    ]);
    expect([times[0], times.at(-1)]).toEqual([start / 1000, start / 1000 + 599]);
    expect([perSecond![0], perSecond!.at(-2), perSecond!.at(-1)]).toEqual([1, 2, null]);
    expect([value[0], value.at(-2), value[1]]).toEqual([1, 3, null]);
  });

  test('has six hours by the minute, as amounts a second', () => {
    const watched = watchLines();
    watched.send('hits:30|c', 'hits:30|c');
    watched.time += 359 * 60_000 + 5000;
    watched.send('hits:60|c');
    watched.time += 4000;
    const { slotSeconds, times, columns } = historyOf(watched, 'hits', 21600);
    const { perSecond, value } = columns as ScalarColumns;
    expect([slotSeconds, times.length, times[0], times.at(-1)]).toEqual([
      60,
      360,
      start / 1000,
      start / 1000 + 359 * 60,
    ]);
    // the minute that goes on has had ten seconds
    expect([perSecond![0], perSecond![1], perSecond!.at(-1)]).toEqual([1, null, 6]);
    expect([value[0], value.at(-1)]).toEqual([60, 120]);
  });

  test('of samples has count, sum, extremes and quantiles', () => {
    const watched = watchLines();
    for (let i = 1; i <= 100; i += 1) watched.send(`size:${i}|d`);
    watched.time += 1000;
    watched.send('size:7|d');
    for (const rangeSeconds of [600, 21600] as const) {
      const columns = historyOf(watched, 'size', rangeSeconds).columns as SampleColumns;
      const slot = rangeSeconds === 600 ? -2 : -1;
      const isMinute = rangeSeconds === 21600;
      expect(columns.count.at(slot)).toBe(isMinute ? 101 : 100);
      expect(columns.sum.at(slot)).toBe(isMinute ? 5057 : 5050);
      expect([columns.min.at(slot), columns.max.at(slot)]).toEqual([1, 100]);
      expect(Math.abs(columns.p95.at(slot)! - 95)).toBeLessThan(0.96);
      expect(Math.abs(columns.p99.at(slot)! - 99)).toBeLessThan(1);
    }
  });

  test('is null for a series that is not known', () => {
    expect(watchLines().live.query({ selected: 'nobody' }).selected).toBeNull();
  });
});

describe('the list', () => {
  const filled = () => {
    const watched = watchLines();
    watched.send('b:3|c', 'a:3|c', 'C:9|c', 'a:1|c|#x:y');
    watched.time += 1000;
    for (let i = 0; i < 5; i += 1) watched.send('b:0|c');
    return watched;
  };
  const names = (watched: ReturnType<typeof watchLines>, sort: 'name' | 'latest' | 'activity') =>
    watched.live.query({ sort }).rows.map(({ name, tags }) => name + tags.join());

  test('is sorted by name, whatever its case, by the latest value, or by how much came', () => {
    const watched = filled();
    expect(names(watched, 'name')).toEqual(['a', 'ax,y', 'b', 'C']);
    expect(names(watched, 'latest')).toEqual(['C', 'a', 'b', 'ax,y']);
    expect(names(watched, 'activity')).toEqual(['b', 'a', 'ax,y', 'C']);
  });

  test('is told in parts of at most 200', () => {
    const watched = watchLines();
    for (let i = 0; i < 300; i += 1) watched.send(`n${String(i).padStart(3, '0')}:1|c`);
    const part = (offset: number, limit: number) => {
      const { rows, matchCount } = watched.live.query({ offset, limit });
      return [matchCount, rows.length, rows[0]?.name];
    };
    expect(watched.live.query().rows).toHaveLength(50);
    expect(part(0, 1000)).toEqual([300, 200, 'n000']);
    expect(part(250, 100)).toEqual([300, 50, 'n250']);
    expect(part(300, 10)).toEqual([300, 0, undefined]);
    expect(part(-5, -5)).toEqual([300, 0, undefined]);
  });

  test('has only what is looked for', () => {
    const watched = watchLines();
    watched.send('http.Hits:1|c|#route:/cart,method:get', 'http.hits:1|c|#route:/cart2', 'cache.hits:1|c');
    const count = (search: string) => watched.live.query({ search }).matchCount;
    expect(
      ['hits', 'HTTP cart', 'route:/cart', 'route:', 'route:/car', 'method', 'hits nothing'].map(count),
    ).toEqual([3, 2, 1, 2, 0, 1, 0]);
    expect(watched.live.query({ backend: 'graphite' })).toMatchObject({ matchCount: 0, lines: [] });
  });

  test('shows text from the wire as it came, and nothing comes of it', () => {
    const watched = watchLines('dogstatsd', { strict: false });
    watched.send('__proto__:1|c|#constructor:<script>alert(1)</script>', 'toString:1|c');
    expect(watched.row('__proto__').tags).toEqual([['constructor', '<script>alert(1)</script>']]);
    expect(watched.live.query({ search: 'constructor:' }).matchCount).toBe(1);
    expect(watched.row('toString').latest).toBe(1);
  });
});

test('numbers that add up to more than a double holds do not spoil a series', () => {
  const watched = watchLines();
  const huge = `1${'0'.repeat(308)}`;
  watched.send(`a:${huge}|c|@0.1`, `a:${huge}|c`, `a:${huge}|c`, 'a:2|c');
  expect(watched.row('a').latest).toBe(2);
});

test('a name that no server takes is a line only', () => {
  const watched = watchLines('plain', { strict: false });
  watched.send(`${'x'.repeat(20_000)}:1|c`, 'a:1|c');
  expect(watched.live.query()).toMatchObject({
    matchCount: 1,
    lines: [{ isTaken: true }, { isTaken: true }],
  });
});

test('totals tell the series, and the lines and bytes of the last whole second', () => {
  const watched = watchLines('dogstatsd', { maxSeries: 2 });
  watched.send('a:1|c', 'b:1|c', 'c:1|c', 'bad');
  const seriesCounts = { seriesCount: 2, forgottenSeriesCount: 1 };
  expect(watched.live.totalsOf('dogstatsd')).toEqual({
    ...seriesCounts,
    linesPerSecond: 0,
    bytesPerSecond: 0,
  });
  watched.time += 1000;
  expect(watched.live.totalsOf('dogstatsd')).toEqual({
    ...seriesCounts,
    linesPerSecond: 3,
    bytesPerSecond: 22,
  });
  watched.time += 1000;
  expect(watched.live.totalsOf('dogstatsd')).toEqual({
    ...seriesCounts,
    linesPerSecond: 0,
    bytesPerSecond: 0,
  });
  expect(watched.live.totalsOf('otlp')).toMatchObject({ seriesCount: 0 });
  watched.send('a:1|c');
  watched.time += 5000;
  expect(watched.live.totalsOf('dogstatsd')).toMatchObject({ linesPerSecond: 0, bytesPerSecond: 0 });
});

test('after a reset nothing is known, and the numbers of lines go on', () => {
  const watched = watchLines('dogstatsd', { maxSeries: 1 });
  watched.send('a:1|c', 'b:1|c', 'bad');
  watched.live.reset();
  expect(watched.live.query()).toEqual({ matchCount: 0, rows: [], selected: null, lines: [], badLines: [] });
  watched.time += 1000;
  expect(watched.live.totalsOf('dogstatsd')).toEqual({
    seriesCount: 0,
    forgottenSeriesCount: 0,
    linesPerSecond: 0,
    bytesPerSecond: 0,
  });
  watched.send('a:5|c');
  expect(watched.row('a').latest).toBe(5);
  expect(watched.live.query().lines).toMatchObject([{ number: 4, text: 'a:5|c' }]);
});

test('nothing is taken any more once the watch has ended', () => {
  const watched = watchLines();
  watched.send('a:1|c', 'bad');
  watched.end();
  watched.send('a:1|c', 'bad');
  expect(watched.row('a').latest).toBe(1);
  expect(watched.live.query().lines).toHaveLength(2);
});
