import { describe, expect, it } from 'vitest';
import type { CollisionReporter } from '../../src/naming/collisions.js';
import { Families, type FamilyPoints } from '../../src/otel/families.js';
import type { MetricScope } from '../../src/otel/metric.js';
import { createLineEncoder } from './line-encoder.js';
import { scopeOf } from './metrics.js';

function createFamilies(keepsScopes = false) {
  const collisions: string[][] = [];
  const report: CollisionReporter = (...collision) => collisions.push(collision);
  let prepared = 0;
  const encoder = createLineEncoder(report);
  const counting = {
    ...encoder,
    keepsScopes,
    family: (...given: Parameters<typeof encoder.family>) => {
      prepared += 1;
      return encoder.family(...given);
    },
  };
  return {
    families: new Families(counting, report),
    collisions,
    get prepared() {
      return prepared;
    },
  };
}

function summary(groups: readonly FamilyPoints[]) {
  return groups.map(({ metric, family, points }) => [
    metric.name,
    metric.kind,
    family !== undefined,
    points.map(({ value }) => value),
  ]);
}

const point = (value: unknown) => [[{}, value]] as const;

describe('the families of an export', () => {
  it.each([
    ['a delta counter', { type: 'counter', isDelta: true }, 'delta-sum', true],
    ['a cumulative counter', { type: 'counter', isDelta: false }, 'total', true],
    ['a delta up-down counter', { type: 'updown', isDelta: true }, 'delta-sum', true],
    ['a cumulative up-down counter', { type: 'updown', isDelta: false }, 'level', true],
    ['a gauge', { type: 'gauge', isDelta: false }, 'level', false],
    ['a delta gauge', { type: 'gauge', isDelta: true }, 'level', false],
    ['a delta histogram', { type: 'histogram', isDelta: true }, 'delta-histogram', false],
    ['a cumulative histogram', { type: 'histogram', isDelta: false }, 'total-histogram', false],
    ['a delta exponential histogram', { type: 'exponential', isDelta: true }, 'delta-histogram', false],
    ['a cumulative exponential histogram', { type: 'exponential', isDelta: false }, 'total-histogram', false],
  ] as const)('know the kind of %s', (_, given, kind, isAdditive) => {
    const { families } = createFamilies();
    const [group] = families.group([scopeOf({ name: 'm', unit: 'By', ...given, points: point(1) })]);
    const isMonotonic = given.type === 'counter';
    const scope = { name: 'test' };
    expect(group!.metric).toEqual({ name: 'm', unit: 'By', kind, isAdditive, isMonotonic, scope });
  });

  it('come in the order of their first metric, with the points of all scopes', () => {
    const { families, collisions } = createFamilies();
    const groups = families.group([
      scopeOf({ name: 'b', points: point(1) }, { name: 'a', points: point(2) }),
      scopeOf({ name: 'a', points: [...point(3), ...point(4)] }, { name: 'b', points: point(5) }),
    ]);
    expect(summary(groups)).toEqual([
      ['b', 'delta-sum', true, [1, 5]],
      ['a', 'delta-sum', true, [2, 3, 4]],
    ]);
    expect(collisions).toEqual([]);
  });

  it('of one name are apart by scope, its version and monotonicity where the encoder asks for it', () => {
    const ofScope = (scope: MetricScope, value: number, type: 'counter' | 'updown' = 'counter') => ({
      ...scopeOf({ name: 'a', type, points: point(value) }),
      scope,
    });
    const scopes = [
      ofScope({ name: 'x' }, 1),
      ofScope({ name: 'x', version: '1' }, 2),
      ofScope({ name: 'y' }, 3),
      ofScope({ name: 'x' }, 4, 'updown'),
      ofScope({ name: 'x' }, 5),
    ];
    const apart = createFamilies(true);
    for (let i = 0; i < 2; i += 1) {
      const groups = apart.families.group(scopes);
      expect(groups.map(({ metric, points }) => [metric.scope, metric.isMonotonic, points.length])).toEqual([
        [{ name: 'x' }, true, 2],
        [{ name: 'x', version: '1' }, true, 1],
        [{ name: 'y' }, true, 1],
        [{ name: 'x' }, false, 1],
      ]);
    }
    expect(apart.prepared).toBe(4);
    const merging = createFamilies();
    expect(summary(merging.families.group(scopes))).toEqual([['a', 'delta-sum', true, [1, 2, 3, 4, 5]]]);
    expect(merging.collisions).toEqual([]);
  });

  it('take a scope with spaces for what it is', () => {
    const { families } = createFamilies(true);
    const named = (name: string, version: string) => ({
      ...scopeOf({ name: 'a', points: point(1) }),
      scope: { name, version },
    });
    expect(families.group([named('x 1', '2'), named('x', '1 2')])).toHaveLength(2);
  });

  it('are prepared once', () => {
    const bench = createFamilies();
    for (let i = 0; i < 3; i += 1) bench.families.group([scopeOf({ name: 'a', points: point(i) })]);
    expect(bench.prepared).toBe(1);
  });

  it('leave the points of the SDK as they are', () => {
    const { families } = createFamilies();
    const scopes = [scopeOf({ name: 'a', points: point(1) }), scopeOf({ name: 'a', points: point(2) })];
    const before = structuredClone(scopes);
    families.group(scopes);
    expect(scopes).toEqual(before);
  });

  it('merge two names that are one on the wire, and report them once', () => {
    const { families, collisions } = createFamilies();
    for (let i = 0; i < 3; i += 1) {
      const scope = scopeOf({ name: 'a.b', points: point(1) }, { name: 'a-b', points: point(2) });
      expect(summary(families.group([scope]))).toEqual([['a.b', 'delta-sum', true, [1, 2]]]);
    }
    expect(collisions).toEqual([['a_b', "counter 'a.b'", "counter 'a-b'", 'their points are merged']]);
  });

  it('drop the second of two kinds whose records would overwrite each other, and report it once', () => {
    const { families, collisions } = createFamilies();
    for (let i = 0; i < 3; i += 1) {
      const scope = scopeOf(
        { name: 'a', points: point(1) },
        { name: 'a', type: 'gauge', points: point(2) },
        { name: 'a', type: 'histogram', unit: 's', points: point({ count: 1 }) },
      );
      expect(summary(families.group([scope]))).toEqual([
        ['a', 'delta-sum', true, [1]],
        ['a', 'level', false, [2]],
        ['a', 'delta-histogram', false, [{ count: 1 }]],
      ]);
    }
    const consequence = 'the latter is dropped: rename one of them with a View';
    expect(collisions).toEqual([
      ['a', "counter 'a'", "gauge or up-down counter 'a'", consequence],
      ['a', "counter 'a'", "histogram 'a' (s)", consequence],
    ]);
  });

  it('do not say of a name that it is merged with one that is dropped', () => {
    const { families, collisions } = createFamilies();
    const gauges = (['a.b', 'a-b'] as const).map((name) => ({
      name,
      type: 'gauge' as const,
      points: point(2),
    }));
    expect(summary(families.group([scopeOf({ name: 'a_b', points: point(1) }, ...gauges)]))).toEqual([
      ['a_b', 'delta-sum', true, [1]],
      ['a.b', 'level', false, [2, 2]],
    ]);
    expect(collisions.map((words) => words.at(-1))).toEqual([
      'the latter is dropped: rename one of them with a View',
      'the latter is dropped too',
    ]);
  });

  it('keep the one that was first in later exports too, whatever their order', () => {
    const { families } = createFamilies();
    families.group([
      scopeOf({ name: 'a', points: point(1) }, { name: 'a', type: 'gauge', points: point(2) }),
    ]);
    const later = scopeOf({ name: 'a', type: 'gauge', points: point(3) }, { name: 'a', points: point(4) });
    expect(summary(families.group([later]))).toEqual([
      ['a', 'level', false, [3]],
      ['a', 'delta-sum', true, [4]],
    ]);
  });

  it('do not add up amounts of different units: the second is dropped', () => {
    const { families, collisions } = createFamilies();
    const scope = scopeOf(
      { name: 'a', unit: 's', points: point(1) },
      { name: 'a', unit: 'ms', points: point(2) },
    );
    expect(summary(families.group([scope]))).toEqual([
      ['a', 'delta-sum', true, [1]],
      ['a', 'delta-sum', false, [2]],
    ]);
    expect(collisions[0]!.slice(0, 3)).toEqual(['a', "counter 'a' (s)", "counter 'a' (ms)"]);
  });

  it('take a unit and a name with spaces for what they are', () => {
    const { families } = createFamilies();
    const scope = scopeOf(
      { name: 'y z', unit: 'x', points: point(1) },
      { name: 'z', unit: 'x y', points: point(2) },
    );
    expect(summary(families.group([scope])).map(([name]) => name)).toEqual(['y z', 'z']);
  });

  it('forget who had a name where names are made up', () => {
    const { families } = createFamilies();
    const counters = Array.from({ length: 20_000 }, (_, i) => ({ name: `n${i}`, points: point(1) }));
    families.group([scopeOf(...counters)]);
    const gauges = scopeOf(
      { name: 'one more', points: point(1) },
      { name: 'n0', type: 'gauge', points: point(2) },
    );
    expect(summary(families.group([gauges]))[1]).toEqual(['n0', 'level', true, [2]]);
  });

  it('do not pile up where names are made up', () => {
    const bench = createFamilies();
    const named = (first: number) =>
      Array.from({ length: 10_000 }, (_, i) => ({ name: `n${first + i}`, points: point(1) }));
    for (let first = 0; first < 50_000; first += 10_000) bench.families.group([scopeOf(...named(first))]);
    expect(bench.prepared).toBe(50_000);
    bench.families.group([scopeOf(...named(0))]);
    expect(bench.prepared).toBe(60_000);
    bench.families.group([scopeOf(...named(0))]);
    expect(bench.prepared).toBe(60_000);
  });
});
