import type { SampleColumns } from '../messages.js';
import type { Observation } from '../observation.js';
import type { Column } from './columns.js';
import { columnOf, sumOf } from './columns.js';
import type { History } from './history.js';
import type { Ring } from './ring.js';
import type { SampleSummary } from './sketch.js';
import { Sketch } from './sketch.js';
import { createSlots, viewRange, viewSeconds } from './slots.js';

/** In the order of a ring's columns. */
const statistics = [
  'count',
  'sum',
  'min',
  'p50',
  'p95',
  'p99',
  'max',
] as const satisfies readonly (keyof SampleSummary)[];
const [countColumn, medianColumn] = [0, 3];

/** A distribution: the samples of the slots that go on are kept as sketches, of the others what they came to. */
export class SampleHistory implements History {
  /** The count of all samples, by weight. */
  latest = 0;
  readonly #slots = createSlots(statistics.length);
  readonly #second = new OpenSlot(this.#slots.seconds);
  readonly #minute = new OpenSlot(this.#slots.minutes);

  add({ value, weight, sum = value * weight }: Observation, second: number): void {
    this.latest += weight;
    this.#second.add(value, weight, sum, second);
    this.#minute.add(value, weight, sum, Math.floor(second / 60));
  }

  recent(second: number): Column {
    this.#settle(second);
    return columnOf(viewSeconds(this.#slots, second, 60), medianColumn);
  }

  perSecond(second: number): number {
    this.#settle(second);
    return sumOf(columnOf(viewSeconds(this.#slots, second - 1, 10), countColumn)) / 10;
  }

  columns(second: number, rangeSeconds: 600 | 21600): SampleColumns {
    this.#settle(second);
    const view = viewRange(this.#slots, second, rangeSeconds);
    const columns = statistics.map((name, column) => [name, columnOf(view, column)]);
    return Object.fromEntries(columns) as SampleColumns;
  }

  #settle(second: number): void {
    this.#second.settle(second);
    this.#minute.settle(Math.floor(second / 60));
  }
}

/** The slot that samples come for. */
class OpenSlot {
  readonly #ring: Ring;
  #slot = 0;
  #sketch: Sketch | undefined;
  #isWritten = true;

  constructor(ring: Ring) {
    this.#ring = ring;
  }

  add(value: number, weight: number, sum: number, slot: number): void {
    if (slot !== this.#slot) {
      this.settle(slot);
      this.#slot = slot;
    }
    this.#sketch ??= new Sketch();
    this.#sketch.add(value, weight, sum);
    this.#isWritten = false;
  }

  /** Writes into the ring what is not yet there; the sketch of a slot that has ended goes. */
  settle(nowSlot: number): void {
    if (!this.#isWritten) {
      const summary = this.#sketch!.summarise();
      this.#ring.open(this.#slot);
      statistics.forEach((name, column) => {
        this.#ring.setLast(summary[name], column);
      });
      this.#isWritten = true;
    }
    if (nowSlot !== this.#slot) this.#sketch = undefined;
  }
}
