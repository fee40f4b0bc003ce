import type { Packer, Series } from '@otelwire/core';
import type { Point } from '@otelwire/core/otel';
import { eventHead, eventTail, writeEvent } from '../wire/event.js';
import { eventKey } from '../wire/key.js';
import type { ExportBudget } from './export-budget.js';

export interface EventSettings {
  readonly budget: ExportBudget;
  /** After which a value that has not changed is sent again; undefined: always. */
  readonly heartbeatMillis: number | undefined;
}

/** One series of one statistic. */
interface Slot {
  readonly head: Uint8Array;
  /** What was written last, and its time. */
  value: number;
  millis: number;
}

/** Writes the events of one metric. */
export class EventWriter {
  readonly #settings: EventSettings;
  readonly #name: string;
  readonly #statistics: readonly string[];
  /** Goes when the table of series forgets a series: then its values are sent once more. */
  readonly #slots = new WeakMap<Series, readonly Slot[]>();
  #time: Point['endTime'] = [Number.NaN, Number.NaN];
  #millis = Number.NaN;
  #tail: Uint8Array = new Uint8Array(0);

  /** Of the statistics, '' is the metric itself. */
  constructor(settings: EventSettings, name: string, statistics: readonly string[]) {
    this.#settings = settings;
    this.#name = name;
    this.#statistics = statistics;
  }

  /** Writes one value of each statistic, without those that are not finite. All or none of those that are due. */
  write(packer: Packer, series: Series, values: Float64Array, time: Point['endTime']): string | undefined {
    this.#readTime(time);
    if (!Number.isFinite(this.#millis)) return 'invalid_timestamp';
    const slots = this.#slotsOf(series);
    const due = this.#countDue(slots, values);
    if (due === 0) return 'unchanged';
    if (!this.#settings.budget.take(due, time, this.#name, series.text)) return 'export_limit';
    for (let i = 0; i < slots.length; i += 1) {
      const slot = slots[i] as Slot;
      const value = values[i] as number;
      if (!this.#isDue(slot, value)) continue;
      slot.value = value;
      slot.millis = this.#millis;
      writeEvent(packer, slot.head, values, i, this.#tail);
    }
    return undefined;
  }

  /** All points of a collection have the same time. */
  #readTime(time: Point['endTime']): void {
    if (time[0] === this.#time[0] && time[1] === this.#time[1]) return;
    this.#time = time;
    this.#millis = time[0] * 1000 + Math.floor(time[1] / 1e6);
    this.#tail = eventTail(this.#millis);
  }

  #countDue(slots: readonly Slot[], values: Float64Array): number {
    let due = 0;
    for (let i = 0; i < slots.length; i += 1) {
      if (this.#isDue(slots[i] as Slot, values[i] as number)) due += 1;
    }
    return due;
  }

  #isDue({ millis, value: last }: Slot, value: number): boolean {
    const { heartbeatMillis } = this.#settings;
    if (!Number.isFinite(value)) return false;
    if (heartbeatMillis === undefined || value !== last) return true;
    const elapsed = this.#millis - millis;
    return !(elapsed >= 0 && elapsed < heartbeatMillis);
  }

  #slotsOf(series: Series): readonly Slot[] {
    let slots = this.#slots.get(series);
    if (slots === undefined) {
      slots = this.#makeSlots(series);
      this.#slots.set(series, slots);
    }
    return slots;
  }

  /** A function of its own: with a closure in it, each call allocates what the closure would need. */
  #makeSlots({ text }: Series): readonly Slot[] {
    return this.#statistics.map((statistic) => ({
      head: eventHead(eventKey(this.#name, statistic, text)),
      value: Number.NaN,
      millis: Number.NaN,
    }));
  }
}
