import type { Packer } from '../payload/packer.js';

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
   * export has begun since: its levels are newer.
   */
  hold(payload: Uint8Array, points: number, order: number, isLatest: boolean): Dropped;
  /** Takes everything out, in the order in which it has to be sent. */
  takeAll(): Entry[];
  /** Writes an entry as records, and ends its points. */
  write(entry: Entry, packer: Packer): Dropped;
  /** Holds an entry again that was taken out and not written. */
  putBack(entry: Entry): Dropped;
}
