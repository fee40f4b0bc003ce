import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Ring } from '../../../src/live/history/ring.ts';

const slotCount = 20;

/** Small steps, long pauses, and a clock that is set. */
const step = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 3 }) },
  { weight: 2, arbitrary: fc.integer({ min: 4, max: 100 }) },
  { weight: 1, arbitrary: fc.integer({ min: -100, max: -1 }) },
  { weight: 1, arbitrary: fc.integer({ min: -1e9, max: 1e9 }) },
);

test('a ring holds what came in its slots, and never has more room than slots', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const ring = new Ring(slotCount, 2);
      const model = new Map<number, number>();
      let slot = 1_700_000_000;
      for (const [i, by] of steps.entries()) {
        slot += by;
        ring.open(slot);
        ring.addToLast(i);
        ring.setLast(-i, 1);
        for (const known of model.keys()) if (known > slot) model.delete(known);
        if (!model.has(slot)) {
          for (const known of model.keys()) if (known <= slot - slotCount) model.delete(known);
        }
        model.set(slot, (model.get(slot) ?? 0) + i);
        expect(ring.capacity).toBeLessThanOrEqual(slotCount);
        const first = ring.indexFrom(slot - slotCount + 1);
        const held = Array.from({ length: ring.length - first }, (_, k) => [
          ring.slotAt(first + k),
          ring.valueAt(first + k),
        ]);
        const wanted = [...model].filter(([known]) => known > slot - slotCount).sort(([a], [b]) => a - b);
        expect(held).toEqual(wanted);
        expect(ring.valueAt(ring.length - 1, 1)).toBe(-i);
      }
    }),
  );
});

test('a ring grows with what came, not with the time that went by', () => {
  const ring = new Ring(600);
  for (let slot = 0; slot < 6000; slot += 10) {
    ring.open(slot);
    ring.setLast(slot);
  }
  expect(ring.capacity).toBe(64);
  expect(ring.length).toBe(60);
});
