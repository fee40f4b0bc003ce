import type { View } from './slots.js';

/** One entry a slot, oldest first; null: nothing came. */
export type Column = readonly (number | null)[];

/** A column of the ring, slot by slot. */
export function columnOf(view: View, column = 0): Column {
  return spread(view, ({ ring }, index) => ring.valueAt(index, column));
}

/** By how much a total has grown since the entry before; after a fall, which a restart is, all of it is growth. Null of the first. */
export function growthOf(view: View): Column {
  return spread(view, ({ ring }, index) => {
    if (index === 0) return null;
    const [before, value] = [ring.valueAt(index - 1), ring.valueAt(index)];
    return value < before ? value : value - before;
  });
}

/** Whether the values of a view never fell, and rose: so does a running total of which nobody said that it is one. */
export function onlyRises({ ring, lastSlot, slotCount }: View): boolean {
  const first = ring.indexFrom(lastSlot - slotCount + 1);
  for (let i = first + 1; i < ring.length; i += 1) {
    if (ring.valueAt(i) < ring.valueAt(i - 1)) return false;
  }
  return first < ring.length && ring.valueAt(ring.length - 1) > ring.valueAt(first);
}

export function sumOf(column: Column): number {
  let sum = 0;
  for (const value of column) sum += value ?? 0;
  return sum;
}

function spread(view: View, valueAt: (view: View, index: number) => number | null): Column {
  const { ring, lastSlot, slotCount } = view;
  const firstSlot = lastSlot - slotCount + 1;
  const column = new Array<number | null>(slotCount).fill(null);
  for (let i = ring.indexFrom(firstSlot); i < ring.length && ring.slotAt(i) <= lastSlot; i += 1) {
    column[ring.slotAt(i) - firstSlot] = valueAt(view, i);
  }
  return column;
}
