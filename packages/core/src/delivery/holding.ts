import type { Packer } from '../payload/packer.js';
import type { ConnectionEnd } from '../transport/transport.js';
import type { Journal } from './journal.js';

/** Points given up for good, by reason. */
export type Dropped = Record<string, number>;

/**
 * Where payloads go that could not be delivered, until they are sent again. A backend without timestamps folds them
 * into a ledger; one with timestamps keeps them in order.
 */
export interface Holding<Entry = unknown> {
  /** Data points held. */
  readonly points: number;
  /** Whether there is anything to send again: an entry may carry the first part of a point that did get through. */
  readonly isEmpty: boolean;
  /**
   * Takes over what `payload` carries; batches with a greater `order` were written later. `isLatest` is false when a later
   * export has brought points since: its levels are newer. `madeAt`: when it was packed for the first time, by the monotonic clock.
   */
  hold(payload: Uint8Array, points: number, order: number, isLatest: boolean, madeAt: number): Dropped;
  /** What is held, in the order in which it has to be sent. */
  readonly entries: Iterable<Entry>;
  /** Takes out one after the other, but not what becomes held meanwhile. Whoever ends it early has found the backend away. */
  takeEach(): Iterable<Entry>;
  /** Writes an entry as records, and ends its points. */
  write(entry: Entry, packer: Packer): Dropped;
  /** The files in which it is told of all that becomes held and is held no more. Absent without any. */
  journal?: Journal<Entry> | undefined;
  /** What of the payloads that were delivered is kept, should their connection break. Absent where a second time would count twice. */
  readonly sent?: SentPayloads | undefined;
}

/** A holding that folds what it holds. */
export interface Folding<Entry = unknown> extends Holding<Entry> {
  /** Holds an entry again that was taken out. */
  putBack(entry: Entry): Dropped;
}

/**
 * Payloads that were written to a connection and that nobody has acknowledged. Of two that were made one after the other, the
 * server has to read the second last: none is kept that was made after one that is held.
 */
export interface SentPayloads {
  /** When the oldest payload that is held was made; infinity when none is. */
  readonly heldSince: number;
  /** Keeps a copy of a payload that was delivered, as long as its bounds allow. */
  keep(payload: Uint8Array, points: number, madeAt: number): void;
  /** Holds again what may not have been read. */
  recall(end: ConnectionEnd): Recalled;
  /** Holds again what was made at `madeAt` or later. */
  recallFrom(madeAt: number): Recalled;
}

/** What had been delivered and is held again. */
export interface Recalled {
  readonly points: number;
  /** Of what was held, for want of room. */
  readonly dropped: Dropped;
}
