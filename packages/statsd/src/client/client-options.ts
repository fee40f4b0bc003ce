import type { DroppedError, TransportError } from '@otelwire/core';
import type { OriginOptions, WireOptions } from '../wire-options.js';

/** Options of `StatsdClient`. Each has a variable too, but for those that only code can give. */
export interface StatsdClientOptions extends WireOptions {
  /** The share of calls that is sent when a call does not say. */
  readonly sampleRate?: number | undefined;
  /** How long a record waits at the most for others to be sent along with it. */
  readonly flushIntervalMillis?: number | undefined;
  /** How long one attempt to send may take. */
  readonly timeoutMillis?: number | undefined;
  /** How long `close` may take. */
  readonly closeTimeoutMillis?: number | undefined;
  /** Connections to the server. */
  readonly connections?: number | undefined;
  /** Whether each record is shown: on the standard error, or to a function of yours. */
  readonly debug?: boolean | ((record: string) => void) | undefined;
  /**
   * Called when the server is found away, and when records were given up because of that: once an outage, never once a
   * record.
   */
  readonly onError?: ((error: TransportError | DroppedError) => void) | undefined;
  /** How many series are held at the most while the server is away. */
  readonly maxHeldSeries?: number | undefined;
  /** Where sampling takes its random numbers from. */
  readonly random?: (() => number) | undefined;
}

/** Options of `DogStatsdClient`. */
export interface DogStatsdClientOptions extends StatsdClientOptions, OriginOptions {}

/** Options of `close`. */
export interface CloseOptions {
  /** Default: the client's `closeTimeoutMillis`. */
  readonly timeoutMillis?: number | undefined;
}
