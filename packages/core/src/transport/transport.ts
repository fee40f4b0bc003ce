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
  /** Payloads `0 … delivered - 1` left this process and nobody refused them, except those in `lost`. */
  readonly delivered: number;
  /** Why the others did not; absent when all did. */
  readonly error?: TransportError;
  /** Those of the first `delivered` payloads that did not arrive and must not be sent again, in order. Absent: none. */
  readonly lost?: readonly LostPayload[];
}

/** A payload that is given up while others of its batch are delivered, or may be sent again. */
export interface LostPayload {
  /** Its number in the batch. */
  readonly payload: number;
  /** `rejected`: refused for what it is. `unconfirmed`: nobody knows whether it was read, and a second time would count twice. */
  readonly reason: 'rejected' | 'unconfirmed';
  readonly error: TransportError;
}

/** The edge of the suite: the only code that touches sockets. */
export interface Transport {
  /** Where to, as it may be shown to people: `udp://127.0.0.1:8125`. No key, user or password. */
  readonly description: string;
  /** How many `send` calls may be unresolved at once; the caller waits beyond that. */
  readonly maxBatchesInFlight: number;
  /** The status of the last answer; undefined: there was none. Absent where a peer does not answer by HTTP. */
  readonly lastStatus?: number | undefined;
  /**
   * Sends a batch. Never rejects, never throws. Resolves when the fate of the batch is known and its buffer may be
   * used again: this can be long after `deadline` (a moment of the monotonic clock), since what a socket has
   * taken cannot be taken back. What was not handed to a socket by the deadline is not sent any more.
   */
  send(batch: Batch, deadline: number): Promise<SendOutcome>;
  /** Ends connections after what is in flight, or at the deadline. Never rejects; may be called twice. */
  close(deadline: number): Promise<void>;
  /**
   * Who listens is told when a connection has ended that something was delivered on. Nobody has said that it was read, and
   * what waits for a connection then fails, so that the listener can decide what goes first; until it is told, nothing goes out on
   * another connection. Absent where a peer answers.
   */
  onBroken?(listener: (end: ConnectionEnd) => void): void;
}

/**
 * How a connection ended. `in-order`: the peer has closed it, so its kernel has handed over all that came before. `broken`: it
 * was reset or given up, and what lay in the buffers of both sides may be lost (4.5 MiB on loopback, measured).
 */
export type ConnectionEnd = 'in-order' | 'broken';
