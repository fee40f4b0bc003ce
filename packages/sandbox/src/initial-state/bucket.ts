import type { InitialStateEvent } from './event.js';
import { InitialStateSeries } from './series.js';

/** What came for one bucket. */
export class InitialStateBucket {
  readonly bucketKey: string;
  /** As it was called when it was made; empty when events made it. */
  readonly bucketName: string;
  /** Once removed, its key is never taken again. */
  isRemoved = false;
  /** How often it was asked for, the first time included. */
  createCount = 1;
  eventCount = 0;
  readonly #series = new Map<string, InitialStateSeries>();
  readonly #maxEventsPerKey: number;

  constructor(bucketKey: string, bucketName: string, maxEventsPerKey: number) {
    this.bucketKey = bucketKey;
    this.bucketName = bucketName;
    this.#maxEventsPerKey = maxEventsPerKey;
  }

  /** All series, by their key. */
  get series(): ReadonlyMap<string, InitialStateSeries> {
    return this.#series;
  }

  /** Whether it was a duplicate. */
  add(event: InitialStateEvent): boolean {
    const series = this.#series.get(event.key) ?? new InitialStateSeries(event.key, this.#maxEventsPerKey);
    this.#series.set(event.key, series);
    this.eventCount += 1;
    return series.add(event);
  }

  /** Forgets what came for a key. */
  forget(key: string): void {
    this.#series.delete(key);
  }

  /** Forgets the events; the bucket stays. */
  reset(): void {
    this.#series.clear();
    this.eventCount = 0;
  }
}
