import type { Accounting, Clock, Delivery, HeldEntry, Transport } from '@otelwire/core';
import { ShutdownError } from '@otelwire/core';
import type { CloseOptions } from './client-options.js';
import type { Outlet } from './outlet.js';

export interface ConnectionOptions {
  readonly subject: string;
  readonly delivery: Delivery<HeldEntry>;
  readonly transport: Transport;
  readonly outlet: Outlet;
  readonly clock: Clock;
  readonly values: {
    readonly connectTimeoutMillis: number;
    readonly timeoutMillis: number;
    readonly closeTimeoutMillis: number;
  };
}

/** No bytes: on a stream nothing goes out, over UDP an empty datagram, which the kernel answers where nobody listens. */
const nothing = { buffer: new Uint8Array(0), ends: [0] };
/** Between a deadline and the end of what has it. */
const GRACE_MILLIS = 1_000;

/** The life of a client and its children. */
export class Connection {
  readonly #options: ConnectionOptions;
  #closed: Promise<void> | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  get accounting(): Accounting {
    return this.#options.delivery.accounting;
  }

  /** Resolves when the server can be reached; rejects with a `TransportError`. */
  async connect(): Promise<void> {
    const { clock, subject, transport, values } = this.#options;
    if (this.#closed !== undefined) throw new ShutdownError(subject);
    const alive = clock.keepAlive(values.connectTimeoutMillis + GRACE_MILLIS);
    const outcome = await transport.send(nothing, clock.monotonicMillis() + values.connectTimeoutMillis);
    alive.cancel();
    if (outcome.error !== undefined) throw outcome.error;
  }

  async flush(): Promise<void> {
    if (this.#closed !== undefined) return this.#closed;
    const { clock, outlet, values } = this.#options;
    const alive = clock.keepAlive(2 * values.timeoutMillis + GRACE_MILLIS);
    await outlet.flush();
    alive.cancel();
  }

  close({ timeoutMillis }: CloseOptions = {}): Promise<void> {
    this.#closed ??= this.#close(timeoutMillis ?? this.#options.values.closeTimeoutMillis);
    return this.#closed;
  }

  async #close(timeoutMillis: number): Promise<void> {
    const { clock, outlet } = this.#options;
    const alive = clock.keepAlive(timeoutMillis + GRACE_MILLIS);
    await outlet.close(clock.monotonicMillis() + timeoutMillis);
    alive.cancel();
  }
}
