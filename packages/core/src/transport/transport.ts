import type { TransportError } from '../errors.js';

/**
 * Payloads that lie one after another in one buffer: payload `i` is `buffer[ends[i - 1] ?? 0 … ends[i]]`.
 * A datagram transport sends each as one datagram; a stream writes them all at once.
 */
export interface Batch {
  readonly buffer: Uint8Array;
  readonly ends: readonly number[];
}

export interface SendOutcome {
  /** Payloads `0 … delivered - 1` left this process and nobody refused them. */
  readonly delivered: number;
  /** Why the others did not; absent when all did. */
  readonly error?: TransportError;
}

/** The edge of the suite: the only code that touches sockets. */
export interface Transport {
  /** Where to, as it may be shown to people: `udp://127.0.0.1:8125`. No key, user or password. */
  readonly description: string;
  /** How many `send` calls may be unresolved at once; the caller waits beyond that. */
  readonly maxBatchesInFlight: number;
  /**
   * Sends a batch. Never rejects, never throws. Resolves when the fate of the batch is known and its buffer may be
   * used again: this can be long after `deadline` (a moment of the monotonic clock), since what a socket has
   * taken cannot be taken back. What was not handed to a socket by the deadline is not sent any more.
   */
  send(batch: Batch, deadline: number): Promise<SendOutcome>;
  /** Ends connections after what is in flight, or at the deadline. Never rejects; may be called twice. */
  close(deadline: number): Promise<void>;
}
