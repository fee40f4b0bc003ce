import type { ScalarColumns } from '../messages.js';
import type { Observation } from '../observation.js';
import type { Column } from './columns.js';
import { columnOf, growthOf, onlyRises, sumOf } from './columns.js';
import type { History } from './history.js';
import type { View } from './slots.js';
import { createSlots, elapsedSeconds, viewRange, viewSeconds } from './slots.js';

/**
 * Levels and running totals, of which the last value counts. Not every wire tells which is which (Graphite does not): a level that
 * has only risen, as far as the view goes, shows its growth as a total does.
 */
export class LevelHistory implements History {
  latest = 0;
  readonly #isTotal: boolean;
  readonly #slots = createSlots();

  constructor(kind: 'total' | 'level') {
    this.#isTotal = kind === 'total';
  }

  add({ value, isRelative }: Observation, second: number): void {
    const { seconds, minutes } = this.#slots;
    this.latest = isRelative === true ? this.latest + value : value;
    seconds.open(second);
    seconds.setLast(this.latest);
    minutes.open(Math.floor(second / 60));
    minutes.setLast(this.latest);
  }

  recent(second: number): Column {
    const view = viewSeconds(this.#slots, second, 60);
    return this.#isTotal ? growthOf(view) : columnOf(view);
  }

  perSecond(second: number): number | null {
    if (!this.#growsIn(viewSeconds(this.#slots, second))) return null;
    return sumOf(growthOf(viewSeconds(this.#slots, second - 1, 10))) / 10;
  }

  columns(second: number, rangeSeconds: 600 | 21600): ScalarColumns {
    const view = viewRange(this.#slots, second, rangeSeconds);
    const growth = this.#growsIn(view) ? growthOf(view) : null;
    const perSecond =
      growth?.map((amount, i) => (amount === null ? null : amount / elapsedSeconds(view, i))) ?? null;
    return { perSecond, value: columnOf(view) };
  }

  #growsIn(view: View): boolean {
    return this.#isTotal || onlyRises(view);
  }
}
