import type { ScalarColumns } from '../messages.js';
import type { Observation } from '../observation.js';
import type { Column } from './columns.js';
import { columnOf } from './columns.js';
import type { History } from './history.js';
import type { Ring } from './ring.js';
import { createSlots, viewRange, viewSeconds } from './slots.js';

/** More are not told apart in one slot. */
const maxMembers = 10_000;

/** How many different members came in each slot. */
export class MemberHistory implements History {
  /** Of the last second that had any. */
  latest = 0;
  readonly #slots = createSlots();
  readonly #second = new MemberSlot(this.#slots.seconds);
  readonly #minute = new MemberSlot(this.#slots.minutes);

  add({ value }: Observation, second: number): void {
    this.latest = this.#second.add(value, second);
    this.#minute.add(value, Math.floor(second / 60));
  }

  recent(second: number): Column {
    return columnOf(viewSeconds(this.#slots, second, 60));
  }

  perSecond(): null {
    return null;
  }

  columns(second: number, rangeSeconds: 600 | 21600): ScalarColumns {
    return { perSecond: null, value: columnOf(viewRange(this.#slots, second, rangeSeconds)) };
  }
}

/** The members of the slot that goes on. */
class MemberSlot {
  readonly #ring: Ring;
  #slot = 0;
  #members = new Set<number>();

  constructor(ring: Ring) {
    this.#ring = ring;
  }

  /** Gives the number of members so far. */
  add(member: number, slot: number): number {
    if (slot !== this.#slot) {
      this.#slot = slot;
      this.#members = new Set();
    }
    if (this.#members.size < maxMembers) this.#members.add(member);
    this.#ring.open(slot);
    this.#ring.setLast(this.#members.size);
    return this.#members.size;
  }
}
