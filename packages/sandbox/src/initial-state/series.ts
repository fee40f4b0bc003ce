import type { InitialStateEvent, InitialStateValue } from './event.js';

/** What came for one key of a bucket. */
export class InitialStateSeries {
  readonly key: string;
  /** All events that came, duplicates included. */
  eventCount = 0;
  /** Events whose own time and value had come before: sent twice, most likely. */
  duplicateCount = 0;
  readonly #events: InitialStateEvent[] = [];
  readonly #identities = new Set<string>();
  readonly #maxEvents: number;

  constructor(key: string, maxEvents: number) {
    this.key = key;
    this.#maxEvents = maxEvents;
  }

  /** The events in the order in which they came; beyond the bound the last ones. */
  get events(): readonly InitialStateEvent[] {
    return this.#events;
  }

  /** The values in the order in which they came. */
  get values(): readonly InitialStateValue[] {
    return this.#events.map(({ value }) => value);
  }

  /** What a tile shows: the value of the latest time. */
  get latest(): InitialStateEvent | undefined {
    return this.#events.reduce<InitialStateEvent | undefined>(
      (latest, event) => (latest === undefined || event.epoch >= latest.epoch ? event : latest),
      undefined,
    );
  }

  /** Whether it was a duplicate. */
  add(event: InitialStateEvent): boolean {
    const identity = JSON.stringify([event.epoch, event.value]);
    const isDuplicate = event.isTimed && this.#identities.has(identity);
    this.eventCount += 1;
    if (isDuplicate) this.duplicateCount += 1;
    this.#events.push(event);
    this.#identities.add(identity);
    if (this.#events.length > this.#maxEvents) {
      const { epoch, value } = this.#events.shift()!;
      this.#identities.delete(JSON.stringify([epoch, value]));
    }
    return isDuplicate;
  }
}
