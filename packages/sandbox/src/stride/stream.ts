import type { StrideEvent } from './event.js';

/** What came for one stream. */
export class StrideStream {
  readonly name: string;
  /** All events, duplicates included. */
  eventCount = 0;
  /** Events whose `$id` had come before: sent twice, most likely. */
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

  /** How often each `$id` came, by its JSON. */
  get ids(): ReadonlyMap<string, number> {
    return this.#ids;
  }

  /** Whether it was a duplicate. */
  add(event: StrideEvent): boolean {
    this.eventCount += 1;
    this.#events.push(event);
    if (this.#events.length > this.#maxEvents) this.#events.shift();
    if (event.$id === undefined) return false;
    const id = JSON.stringify(event.$id);
    const count = (this.#ids.get(id) ?? 0) + 1;
    this.#ids.set(id, count);
    if (count > 1) this.duplicateCount += 1;
    return count > 1;
  }
}
