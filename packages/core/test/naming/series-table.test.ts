import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AttributePairs, SeriesTable, type SeriesTableOptions } from '../../src/naming/series-table.js';

const plain = (pairs: AttributePairs) => pairs.map(([key, text]) => `${key}=${text}`).join(',');

type Options = Partial<Pick<SeriesTableOptions, 'accepts' | 'render' | 'valueText'>>;

function createTable({ accepts = () => true, render = plain, ...others }: Options = {}) {
  const collisions: string[][] = [];
  let renders = 0;
  const table = new SeriesTable({
    ...others,
    accepts,
    render: (pairs) => {
      renders += 1;
      return render(pairs);
    },
    onCollision: (...collision) => collisions.push(collision),
  });
  return {
    table,
    collisions,
    textOf: (attributes: object) => String(Buffer.from(table.find(attributes).bytes)),
    /** Meets attribute sets, as an export does with its points. */
    meet(sets: readonly object[]) {
      const pass = table.beginPass();
      for (const set of sets) table.find(set).lastPass = pass;
    },
    get renders() {
      return renders;
    },
  };
}

describe('the series table', () => {
  it('renders attributes sorted by key, without those that say nothing', () => {
    const { textOf } = createTable();
    expect(textOf({ b: 1, a: 'x', d: null, c: undefined, e: '' })).toBe('a=x,b=1,e=');
    expect(textOf({})).toBe('');
  });

  it('leaves out what is filtered', () => {
    const { table, textOf } = createTable({ accepts: (key) => key !== 'user.id' });
    expect(textOf({ 'user.id': 7, a: 1 })).toBe('a=1');
    expect(table.find({ 'user.id': 8, a: 1 })).toBe(table.find({ a: 1 }));
  });

  it('writes UTF-8', () => {
    expect(createTable().textOf({ a: 'ü😀' })).toBe('a=ü😀');
  });

  it('gives the same series for the same attributes, whatever the object and the order of its keys', () => {
    const bench = createTable();
    const series = bench.table.find({ a: 1, b: 2 });
    expect(bench.table.find({ a: 1, b: 2 })).toBe(series);
    expect(bench.table.find({ b: 2, a: 1 })).toBe(series);
    expect(bench.table.find({ b: 2, z: undefined, a: 1, y: null })).toBe(series);
    expect(bench.collisions).toEqual([]);
    expect(bench.renders).toBe(2);
  });

  it('gives another series when a key or a value differs', () => {
    const { table } = createTable();
    const sets = [{}, { a: 1 }, { a: 2 }, { b: 1 }, { a: 1, b: 1 }, { a: '1b' }, { ab: 1 }, { a: '' }];
    expect(new Set(sets.map((set) => table.find(set))).size).toBe(sets.length);
  });

  it('does not mix up what an object said before and what it says now', () => {
    const { textOf } = createTable();
    const attributes: Record<string, unknown> = { route: '/1', tags: ['a'], when: new Date(0) };
    expect(textOf(attributes)).toBe('route=/1,tags=a,when=1970-01-01T00:00:00.000Z');
    attributes.route = '/2';
    (attributes.tags as string[]).push('b');
    (attributes.when as Date).setTime(1);
    expect(textOf(attributes)).toBe('route=/2,tags=a,b,when=1970-01-01T00:00:00.001Z');
    delete attributes.tags;
    expect(textOf(attributes)).toBe('route=/2,when=1970-01-01T00:00:00.001Z');
  });

  it('does not take an object for the one that came in its place before', () => {
    const inherited = Object.create({ b: 2 }, { a: { value: 1, enumerable: true } });
    const places = [
      [{ a: 1, b: 2 }, { a: 1 }, { b: 2, a: 1 }],
      [inherited, { a: 1 }],
      [{ a: 1, b: 1 }, {}],
    ];
    for (const sets of places) {
      const { textOf } = createTable();
      for (const set of sets) {
        expect(textOf({ x: 0 })).toBe('x=0');
        expect(textOf(set)).toBe(createTable().textOf(set));
      }
    }
  });

  it('does not take an array that has grown for what it was when it came in the same place', () => {
    const { textOf } = createTable();
    const tags: string[] = [];
    for (const tag of ['a', 'b', 'c']) {
      tags.push(tag);
      expect(textOf({ x: 0 })).toBe('x=0');
      expect(textOf({ tags })).toBe(`tags=${tags.join(',')}`);
    }
  });

  it('gives values that read the same one series, without calling it a collision', () => {
    const { table, collisions } = createTable();
    const alike = [
      [1, '1'],
      [true, 'true'],
      [Number.NaN, 'NaN'],
      [['a', 'b'], 'a,b'],
      [0, -0],
      [new Date(0), '1970-01-01T00:00:00.000Z'],
      [{ x: 1 }, '{"x":1}'],
    ];
    for (const [one, other] of alike) expect(table.find({ a: one })).toBe(table.find({ a: other }));
    expect(collisions).toEqual([]);
  });

  it('finds NaN and equal objects again without rendering them anew', () => {
    const bench = createTable();
    for (let i = 0; i < 5; i += 1) {
      bench.table.find({ a: Number.NaN });
      bench.table.find({ a: ['x', 'y'] });
      bench.table.find({ a: { b: { c: 1 } } });
    }
    expect(bench.renders).toBe(3);
  });

  it('gives the series without the attribute where its value cannot be printed', () => {
    const { table } = createTable();
    const cyclic: unknown[] = [];
    cyclic.push(cyclic);
    for (const value of [cyclic, () => 1, Symbol('x')]) {
      expect(table.find({ a: value, b: 1 })).toBe(table.find({ b: 1 }));
    }
  });

  it('gives each text of a value a series of its own, where values have other texts', () => {
    const { table, textOf, collisions } = createTable({ valueText: (value) => JSON.stringify(value) });
    const values = [1, '1', true, 'true', null, 'null', ['a'], 'a', '["a"]', ['["a"]'], { x: 1 }, '{"x":1}'];
    const series = values.map((value) => table.find({ a: value }));
    expect(new Set([table.find({}), ...series]).size).toBe(1 + values.length);
    expect(values.map((value) => textOf({ a: value }))).toEqual(
      values.map((value) => `a=${JSON.stringify(value)}`),
    );
    expect(values.map((value) => table.find({ a: structuredClone(value) }))).toEqual(series);
    expect(table.find({ a: undefined })).toBe(table.find({}));
    expect(collisions).toEqual([]);
  });

  it('reports different attributes that come out the same, with both', () => {
    const { table, collisions } = createTable({
      render: (pairs) => ` ${plain(pairs).replaceAll('.', '_')}\n`,
    });
    const series = table.find({ 'a.b': 'x', c: 1 });
    expect(table.find({ a_b: 'x', c: 1 })).toBe(series);
    expect(collisions).toEqual([['a_b=x,c=1', '{"a.b":"x","c":"1"}', '{"a_b":"x","c":"1"}']]);
    expect(series.source).toBe('{"a.b":"x","c":"1"}');
  });

  it('passes an error of an attributes object on, and finds others after it', () => {
    const { table, textOf } = createTable();
    const throwing = {
      a: 1,
      get b(): number {
        throw new Error('gone');
      },
    };
    expect(() => table.find(throwing)).toThrow('gone');
    expect(textOf({ a: 1, b: 2 })).toBe('a=1,b=2');
    expect(textOf({ a: 1 })).toBe('a=1');
  });

  it('numbers its passes', () => {
    const { table } = createTable();
    expect([table.beginPass(), table.beginPass()]).toEqual([1, 2]);
    expect(table.find({ a: 1 }).lastPass).toBe(0);
  });
});

describe('whatever the attributes', () => {
  const key = fc.constantFrom('a', 'b', 'c', 'a.b');
  const value = fc.constantFrom<unknown>('', 'a', '1', 1, 0, Number.NaN, true, null, undefined, ['a', 1], {
    a: 1,
  });
  const sets = fc.array(fc.dictionary(key, value), { minLength: 1, maxLength: 30 });

  it('two sets have one series exactly when they render the same, and a table that trims says the same', () => {
    fc.assert(
      fc.property(sets, (all) => {
        const [kept, trimmed] = [createTable(), createTable()];
        const texts = all.map((set) => {
          trimmed.table.trim();
          const text = createTable().textOf(set);
          expect([kept.textOf(set), trimmed.textOf(set)]).toEqual([text, text]);
          return text;
        });
        const series = all.map((set) => kept.table.find(set));
        expect(new Set(series).size).toBe(new Set(texts).size);
      }),
    );
  });

  it('objects that an application changes between two rounds say what they say now', () => {
    fc.assert(
      fc.property(fc.array(sets, { maxLength: 6 }), (rounds) => {
        const { textOf } = createTable();
        const objects: Record<string, unknown>[] = [];
        for (const round of rounds) {
          const now = round.map((set, i) => {
            objects[i] ??= {};
            for (const key of Object.keys(objects[i])) delete objects[i][key];
            return Object.assign(objects[i], set);
          });
          const texts = round.map((set) => createTable().textOf(set));
          expect([now.map(textOf), now.map(textOf)]).toEqual([texts, texts]);
        }
      }),
    );
  });
});

describe('trimming the series table', () => {
  const sets = (count: number, first = 0) =>
    Array.from({ length: count }, (_, i) => ({ id: first + i, kind: 'x' }));

  it('keeps what is met again', () => {
    const bench = createTable();
    for (let i = 0; i < 20; i += 1) {
      bench.meet(sets(5000));
      bench.table.trim();
    }
    expect(bench.renders).toBe(5000);
  });

  it('forgets attribute sets that do not come again', () => {
    const bench = createTable();
    for (let i = 0; i < 100; i += 1) {
      bench.meet(sets(1000, 1000 * i));
      bench.table.trim();
    }
    const before = bench.renders;
    for (const set of sets(100_000)) bench.table.find(set);
    const known = 100_000 - (bench.renders - before);
    expect(before).toBe(100_000);
    expect(known).toBeLessThan(4000);
  });

  it('forgets them also where they all come out the same', () => {
    const bench = createTable({ accepts: (key) => key !== 'id' });
    for (let i = 0; i < 100; i += 1) {
      bench.meet(sets(1000, 1000 * i));
      bench.table.trim();
    }
    const before = bench.renders;
    for (const set of sets(100_000)) bench.table.find(set);
    expect(100_000 - (bench.renders - before)).toBeLessThan(4000);
  });

  it('does not render what is in use again and again because of a few that come and go', () => {
    const bench = createTable();
    for (let i = 0; i < 200; i += 1) {
      bench.meet([...sets(500), ...sets(10, 1000 * (i + 1))]);
      bench.table.trim();
    }
    expect(bench.renders).toBeLessThan(200 * 10 + 3 * 500);
  });

  it('gives equal series before and after', () => {
    const bench = createTable();
    const before = bench.table.find({ id: 1, kind: 'x' });
    bench.meet(sets(5000));
    bench.table.trim();
    bench.meet(sets(1));
    bench.table.trim();
    const after = bench.table.find({ id: 1, kind: 'x' });
    expect(after).not.toBe(before);
    expect(after.bytes).toEqual(before.bytes);
  });
});
