/** Where what is held is written down as well, for the process that comes after a crash. */
export interface Journal<Entry = unknown> {
  /** Where that is. */
  readonly directory: string;
  /** What is held has to fit. */
  readonly maxBytes: number;
  /** Whether all that is held is written down. */
  readonly isSafe: boolean;
  /** Whether nothing may be taken out while the fate of what was taken out before is open. */
  readonly takesAlone: boolean;
  /** A payload is held. What is written down already is not written again. False when there is no room: it has to be given up. */
  hold(payload: Uint8Array, points: number, order: number, isLatest: boolean, madeAt: number): boolean;
  /** These are taken out, to be sent: all that is held. */
  take(entries: readonly Entry[]): void;
  /** Payloads that are made after this moment have what was taken out. */
  resending(from: number): void;
  /** Payloads that are made after this moment are of something else. */
  resent(to: number): void;
  /** A payload is not held any more: it was delivered or given up. */
  remove(payload: Uint8Array | undefined, madeAt: number): void;
  /** Nothing is held, and nothing that was taken out is on its way. */
  clear(): void;
  /** Writes what was said since the last call: it outlives the process from then on. */
  flush(): void;
}
