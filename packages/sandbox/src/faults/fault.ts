/**
 * What goes wrong on purpose, for as long as it is switched on. A receiver that listens in several ways has the kinds of all
 * of them; where a kind means nothing (a datagram is not answered), all goes well.
 *
 * - `refuse`: nobody listens; connections that were open are closed, and what waited is lost. Everywhere.
 * - `stall`: connections are accepted and nothing is read; requests wait, and datagrams up to `receiveBufferBytes`. Everywhere.
 * - `slow`: each datagram, request or chunk of a stream is read `millis` late, 1 to 600 000; the next chunk of a stream
 *   only after it, so that its sender has to wait; a request that was given up by then is not taken. Everywhere.
 * - `drop`: `percent` of the datagrams, or of the requests, are lost by chance; the connection of a lost request is reset.
 *   UDP and HTTP.
 * - `reset`: each connection is reset as soon as something comes over it (HTTP: a whole request); nothing of that is taken.
 *   A Unix socket knows no reset and is closed. Streams and HTTP.
 * - `half-close`: each connection is told that nothing will be sent, and read on; requests get no answer. Streams and HTTP.
 * - `answer`: each request is answered with `status`, and nothing of it is taken. HTTP.
 */
export type Fault =
  | { readonly kind: 'refuse' | 'stall' | 'reset' | 'half-close' }
  | { readonly kind: 'slow'; readonly millis: number }
  | { readonly kind: 'drop'; readonly percent: number }
  | { readonly kind: 'answer'; readonly status: 429 | 500 | 503 };

export type FaultKind = Fault['kind'];

/** Switches one backend's fault. */
export interface FaultSwitch {
  /** What the protocols of this backend allow. */
  readonly kinds: readonly FaultKind[];
  /** What is switched on. */
  readonly active: Fault | undefined;
  /** How many datagrams and requests `drop` has lost since the start, or since the receiver's `reset()`. */
  readonly droppedCount: number;
  /**
   * Ends the fault before, and begins this one in one step, on what waits too; `undefined` lets everything go well again,
   * and what waits is read. Calls take effect one after another. Rejects with a `SandboxError` if it
   * cannot be had, and with the system's error if a port is gone; the fault before stays then.
   */
  set(fault: Fault | undefined): Promise<void>;
}
