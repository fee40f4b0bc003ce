import { Ring } from './ring.js';

export const secondSlots = 600;
const minuteSlots = 360;

/** The seconds of the last ten minutes, and the minutes of the last six hours. */
export interface Slots {
  readonly seconds: Ring;
  readonly minutes: Ring;
}

export function createSlots(columnCount?: number): Slots {
  return { seconds: new Ring(secondSlots, columnCount), minutes: new Ring(minuteSlots, columnCount) };
}

/** Which slots of a ring are wanted: the last `slotCount`, up to that of `second`. */
export interface View {
  readonly ring: Ring;
  readonly slotSeconds: 1 | 60;
  readonly slotCount: number;
  readonly lastSlot: number;
  /** The Unix second that is now. */
  readonly second: number;
}

export function viewSeconds({ seconds }: Slots, second: number, slotCount: number = secondSlots): View {
  return { ring: seconds, slotSeconds: 1, slotCount, lastSlot: second, second };
}

export function viewRange(slots: Slots, second: number, rangeSeconds: 600 | 21600): View {
  if (rangeSeconds === 600) return viewSeconds(slots, second);
  const lastSlot = Math.floor(second / 60);
  return { ring: slots.minutes, slotSeconds: 60, slotCount: minuteSlots, lastSlot, second };
}

/** How many seconds a slot has had: a minute that goes on has had less than sixty. */
export function elapsedSeconds({ slotSeconds, lastSlot, slotCount, second }: View, index: number): number {
  const isOpen = index === slotCount - 1;
  return isOpen ? second - lastSlot * slotSeconds + 1 : slotSeconds;
}
