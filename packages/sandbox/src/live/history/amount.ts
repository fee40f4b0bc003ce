import { Sum } from '../../statsd/series/sum.js';
import type { ScalarColumns } from '../messages.js';
import type { Observation } from '../observation.js';
import type { Column } from './columns.js';
import { columnOf, sumOf } from './columns.js';
import type { History } from './history.js';
import { createSlots, elapsedSeconds, viewRange, viewSeconds } from './slots.js';

/** Amounts that add up. */
export class AmountHistory implements History {
  readonly #sum = new Sum();
  readonly #slots = createSlots();

  get latest(): number {
    return this.#sum.value;
  }

  add({ value, weight }: Observation, second: number): void {
    const amount = value * weight;
    const { seconds, minutes } = this.#slots;
    this.#sum.add(amount);
    seconds.open(second);
    seconds.addToLast(amount);
    minutes.open(Math.floor(second / 60));
    minutes.addToLast(amount);
  }

  recent(second: number): Column {
    return columnOf(viewSeconds(this.#slots, second, 60));
  }

  perSecond(second: number): number {
    return sumOf(columnOf(viewSeconds(this.#slots, second - 1, 10))) / 10;
  }

  columns(second: number, rangeSeconds: 600 | 21600): ScalarColumns {
    const view = viewRange(this.#slots, second, rangeSeconds);
    const amounts = columnOf(view);
    let sum = this.latest;
    const value = amounts.map(() => null as number | null);
    for (let i = amounts.length - 1; i >= 0; i -= 1) {
      const amount = amounts[i] ?? null;
      if (amount === null) continue;
      value[i] = sum;
      sum -= amount;
    }
    const perSecond = amounts.map((amount, i) => (amount === null ? null : amount / elapsedSeconds(view, i)));
    return { perSecond, value };
  }
}
