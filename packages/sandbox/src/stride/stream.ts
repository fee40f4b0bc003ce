import type { StrideEvent } from './event.js';

/** What came for one stream. */
export class StrideStream {
  readonly name: string;
  /** All events, duplicates included. */
  eventCount = 0;
  /** Events whose `$id` had come before, among the events then kept: sent twice, most likely. */
  duplicateCount = 0;
  readonly #events: StrideEvent[] = [];
  readonly #ids = new Map<string, number>();
  readonly #maxEvents: number;

  constructor(name: string, maxEvents: number) {
    this.name = name;
    this.#maxEvents = maxEvents;
  }

  /** The events in the order in which they came; beyond the bound the last ones. */
  get events(): readonly StrideEvent[] {
    return this.#events;
  }

  /** The events without those whose `$id` had come before. */
  get distinctEvents(): readonly StrideEvent[] {
    const seen = new Set<string>();
    return this.#events.filter(({ $id }) => {
      if ($id === undefined) return true;
      const id = JSON.stringify($id);
      return !seen.has(id) && seen.add(id);
    });
  }

  /** How often each `$id` came among the events kept, by its JSON. */
  get ids(): ReadonlyMap<string, number> {
    return this.#ids;
  }

  /** Whether it was a duplicate. */
  add(event: StrideEvent): boolean {
    this.eventCount += 1;
    const isDuplicate = this.#count(event);
    if (isDuplicate) this.duplicateCount += 1;
    this.#events.push(event);
    if (this.#events.length > this.#maxEvents) this.#forget(this.#events.shift()!);
    return isDuplicate;
  }

  #count({ $id }: StrideEvent): boolean {
    if ($id === undefined) return false;
    const id = JSON.stringify($id);
    const before = this.#ids.get(id) ?? 0;
    this.#ids.set(id, before + 1);
    return before > 0;
  }

  #forget({ $id }: StrideEvent): void {
    if ($id === undefined) return;
    const id = JSON.stringify($id);
    const left = this.#ids.get(id)! - 1;
    if (left === 0) this.#ids.delete(id);
    else this.#ids.set(id, left);
  }
}
