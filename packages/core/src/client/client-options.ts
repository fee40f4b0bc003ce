import type { DroppedError, TransportError } from '../errors.js';
import type { Debug } from './debug-switch.js';

/** Options that every client has. */
export interface ClientOptions {
  /** How long a record waits at the most for others to be sent along with it. */
  readonly flushIntervalMillis?: number | undefined;
  /** How long one attempt to send may take. */
  readonly timeoutMillis?: number | undefined;
  /** How long `close` may take. */
  readonly closeTimeoutMillis?: number | undefined;
  /** Whether each record is shown: on the standard error, or to a function of yours. */
  readonly debug?: Debug | undefined;
  /**
   * Called when the server is found away, and when records were given up because of the server: once an outage, never once a
   * record. The `cause` of a `DroppedError` is what the server said to them.
   */
  readonly onError?: ((error: TransportError | DroppedError) => void) | undefined;
}

/** Options of `close`. */
export interface CloseOptions {
  /** Default: the client's `closeTimeoutMillis`. */
  readonly timeoutMillis?: number | undefined;
}
