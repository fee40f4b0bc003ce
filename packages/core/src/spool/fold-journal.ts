import type { Clock } from '../clock.js';
import type { Journal } from '../delivery/journal.js';
import type { HeldEntry } from '../delivery/ledger.js';
import { heldHead } from './held-payload.js';
import type { Log } from './log.js';
import { kinds, recordOf } from './record.js';

export interface FoldJournalOptions {
  readonly log: Log;
  readonly clock: Clock;
  readonly directory: string;
  readonly maxBytes: number;
  /** The entries as payloads. */
  readonly pack: (
    entries: readonly HeldEntry[],
  ) => readonly { readonly payload: Uint8Array; readonly points: number }[];
}

/** Files are folded when they have this and twice of what they had after the last time. */
const MIN_FOLD_BYTES = 1_048_576;

/**
 * Writes down payloads that are folded into a ledger. What was taken out is sent in payloads that nobody has seen before: those that
 * arrive are written down as sent, those that do not are there already.
 */
export class FoldJournal implements Journal<HeldEntry> {
  readonly #options: FoldJournalOptions;
  readonly #log: Log;
  #nextId = 0;
  #foldBytes = MIN_FOLD_BYTES;
  /** Payloads made after the one moment and up to the other are of what was taken out last. */
  #from = Number.POSITIVE_INFINITY;
  #to = Number.NEGATIVE_INFINITY;
  readonly takesAlone = true;

  constructor(options: FoldJournalOptions) {
    this.#options = options;
    this.#log = options.log;
  }

  get directory(): string {
    return this.#options.directory;
  }

  get maxBytes(): number {
    return this.#options.maxBytes;
  }

  get isSafe(): boolean {
    return !this.#log.isStale;
  }

  hold(payload: Uint8Array, points: number, order: number, isLatest: boolean, madeAt: number): boolean {
    if (this.#log.isStale || this.#isOfTaken(madeAt)) return true;
    if (this.#log.bytes + payload.length > this.maxBytes) return false;
    const now = this.#options.clock.now();
    this.#log.push(
      kinds.held,
      heldHead({ id: this.#nextId++, madeAt: now, points, order, isLatest }),
      payload,
    );
    return true;
  }

  take(entries: readonly HeldEntry[]): void {
    if (entries.length === 0) return;
    const isLong = this.#log.bytes > Math.min(this.#foldBytes, this.maxBytes / 2);
    if (this.#log.isStale || isLong) this.#fold(entries);
    this.#log.push(kinds.taken);
    this.#log.flush();
  }

  resending(from: number): void {
    this.#from = from;
    this.#to = Number.POSITIVE_INFINITY;
  }

  resent(to: number): void {
    this.#to = to;
  }

  remove(payload: Uint8Array | undefined, madeAt: number): void {
    if (payload !== undefined && this.#isOfTaken(madeAt) && !this.#log.isEmpty)
      this.#log.push(kinds.sent, payload);
  }

  clear(): void {
    this.#log.clear();
    this.#foldBytes = MIN_FOLD_BYTES;
  }

  flush(): void {
    this.#log.flush();
  }

  #isOfTaken(madeAt: number): boolean {
    return madeAt > this.#from && madeAt <= this.#to;
  }

  #fold(entries: readonly HeldEntry[]): void {
    const order = entries.reduce((last, { sequence }) => Math.max(last, sequence), 0);
    const madeAt = this.#options.clock.now();
    const records = this.#options
      .pack(entries)
      .map(({ payload, points }) =>
        recordOf(
          kinds.held,
          heldHead({ id: this.#nextId++, madeAt, points, order, isLatest: true }),
          payload,
        ),
      );
    this.#log.rewrite(records);
    this.#foldBytes = Math.max(MIN_FOLD_BYTES, 2 * this.#log.bytes);
  }
}
