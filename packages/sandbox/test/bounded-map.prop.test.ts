import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BoundedMap } from '../src/bounded-map.ts';

/** The same in a list: what was touched last stands last. */
class Model {
  entries: [key: string, value: number][] = [];
  forgotten: number[] = [];
  readonly max: number;

  constructor(max: number) {
    this.max = max;
  }

  take(key: string): number | undefined {
    const found = this.entries.find((entry) => entry[0] === key);
    this.entries = this.entries.filter((entry) => entry !== found);
    return found?.[1];
  }

  touch(key: string): number | undefined {
    const value = this.take(key);
    if (value !== undefined) this.entries.push([key, value]);
    return value;
  }

  set(key: string, value: number): void {
    this.take(key);
    this.entries.push([key, value]);
    if (this.entries.length > this.max) this.forgotten.push(this.entries.shift()![1]);
  }
}

const key = fc.integer({ min: 0, max: 11 }).map(String);
const step = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constant('set' as const), key) },
  { weight: 6, arbitrary: fc.tuple(fc.constant('touch' as const), key) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('delete' as const), key) },
);

test('it keeps what was touched last, and tells what it forgets', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 8 }),
      fc.array(step, { maxLength: 200, size: 'max' }),
      (max, steps) => {
        const forgotten: number[] = [];
        const map = new BoundedMap<number>(max, (value) => forgotten.push(value));
        const model = new Model(max);
        for (const [index, [what, key]] of steps.entries()) {
          if (what === 'touch') expect(map.touch(key)).toBe(model.touch(key));
          if (what === 'delete') expect(map.delete(key)).toBe(model.take(key) !== undefined);
          if (what === 'set') {
            expect(map.set(key, index)).toBe(index);
            model.set(key, index);
          }
          expect(new Map(map.entries)).toEqual(new Map(model.entries));
          expect(forgotten).toEqual(model.forgotten);
        }
        expect(map.forgottenCount).toBe(forgotten.length);
      },
    ),
  );
});

test('without a bound it keeps everything, in the order in which it came', () => {
  const map = new BoundedMap<number>(Number.POSITIVE_INFINITY);
  for (let i = 0; i < 1000; i += 1) map.set(String(i), i);
  map.touch('5');
  expect([...map.entries.values()]).toEqual(Array.from({ length: 1000 }, (_, i) => i));
  expect(map.forgottenCount).toBe(0);
});

test('cleared, it begins anew', () => {
  const map = new BoundedMap<number>(2);
  for (const key of ['a', 'b', 'c']) map.set(key, 1);
  map.clear();
  expect([map.entries.size, map.forgottenCount]).toEqual([0, 0]);
  for (const key of ['d', 'e', 'f']) map.set(key, 2);
  expect([...map.entries.keys()]).toEqual(['e', 'f']);
  expect(map.forgottenCount).toBe(1);
});
