import type { Clock } from '../clock.js';
import type { Journal } from '../delivery/journal.js';
import type { BacklogEntry } from '../delivery/payload-queue.js';
import { heldHead, removedBody } from './held-payload.js';
import type { Log } from './log.js';
import { kinds, recordOf } from './record.js';

export interface PayloadJournalOptions {
  readonly log: Log;
  readonly clock: Clock;
  readonly directory: string;
  readonly maxBytes: number;
}

interface Place {
  readonly id: number;
  readonly segment: number;
}

/** Writes down payloads that are held one by one, and known by when they were made. */
export class PayloadJournal implements Journal<BacklogEntry> {
  readonly #log: Log;
  readonly #clock: Clock;
  readonly directory: string;
  readonly maxBytes: number;
  /** Of what the files have and is not removed. */
  readonly #places = new Map<number, Place>();
  /** How many of them each file has. */
  readonly #counts = new Map<number, number>();
  #removed: number[] = [];
  #nextId = 0;
  readonly takesAlone = false;

  constructor({ log, clock, directory, maxBytes }: PayloadJournalOptions) {
    this.#log = log;
    this.#clock = clock;
    this.directory = directory;
    this.maxBytes = maxBytes;
  }

  get isSafe(): boolean {
    return !this.#log.isStale;
  }

  hold(payload: Uint8Array, points: number, order: number, isLatest: boolean, madeAt: number): boolean {
    if (this.#log.isStale || this.#places.has(madeAt)) return true;
    const id = this.#nextId++;
    const head = heldHead({ id, madeAt: this.#wallTime(madeAt), points, order, isLatest });
    this.#log.push(kinds.held, head, payload);
    this.#place(madeAt, id);
    return true;
  }

  /** What is in flight is not among the entries: after a failure of the disk it is not written again. */
  take(entries: readonly BacklogEntry[]): void {
    if (!this.#log.isStale) return;
    this.#forgetAll();
    const records = entries.map(({ madeAt, payload, points }, id) => {
      const head = heldHead({ id, madeAt: this.#wallTime(madeAt), points, order: 0, isLatest: true });
      return recordOf(kinds.held, head, payload);
    });
    this.#nextId = entries.length;
    this.#log.rewrite(records);
    if (this.#log.isStale) return;
    for (const [id, { madeAt }] of entries.entries()) this.#place(madeAt, id);
  }

  resending(): void {}

  resent(): void {}

  remove(_payload: Uint8Array | undefined, madeAt: number): void {
    const place = this.#places.get(madeAt);
    if (place === undefined) return;
    this.#places.delete(madeAt);
    this.#counts.set(place.segment, this.#counts.get(place.segment)! - 1);
    this.#removed.push(place.id);
  }

  clear(): void {
    this.#forgetAll();
    this.#log.clear();
  }

  flush(): void {
    if (this.#places.size === 0 && !this.#log.isStale) {
      if (this.#removed.length > 0) this.clear();
      return;
    }
    if (this.#removed.length > 0) this.#log.push(kinds.removed, removedBody(this.#removed));
    this.#removed = [];
    this.#log.flush();
    if (this.#log.isStale) this.#forgetAll();
    this.#prune();
  }

  /** Removals are of payloads in the same file or an earlier one: so files go from the first on. */
  #prune(): void {
    for (const [segment, count] of this.#counts) {
      if (count > 0) {
        this.#log.dropBefore(segment);
        return;
      }
      this.#counts.delete(segment);
    }
  }

  #place(madeAt: number, id: number): void {
    const { segment } = this.#log;
    this.#places.set(madeAt, { id, segment });
    this.#counts.set(segment, (this.#counts.get(segment) ?? 0) + 1);
  }

  #forgetAll(): void {
    this.#places.clear();
    this.#counts.clear();
    this.#removed = [];
  }

  #wallTime(madeAt: number): number {
    return this.#clock.now() - this.#clock.monotonicMillis() + madeAt;
  }
}
