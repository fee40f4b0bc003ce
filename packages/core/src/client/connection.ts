import type { Clock } from '../clock.js';
import type { Accounting } from '../delivery/accounting.js';
import type { Delivery } from '../delivery/delivery.js';
import { ShutdownError } from '../errors.js';
import type { Transport } from '../transport/transport.js';
import type { CloseOptions } from './client-options.js';
import type { Outlet } from './outlet.js';

interface ConnectionOptions {
  readonly subject: string;
  readonly delivery: Delivery;
  readonly transport: Transport;
  readonly outlet: Outlet;
  readonly clock: Clock;
  readonly connectTimeoutMillis: number;
  readonly timeoutMillis: number;
  readonly closeTimeoutMillis: number;
}

/** No bytes: on a stream nothing goes out, over UDP an empty datagram, which the kernel answers where nobody listens. */
const nothing = { buffer: new Uint8Array(0), ends: [0] };
/** Longer timers of Node.js end at once. */
const MAX_TIMER_MILLIS = 2_147_483_647;

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
    const { clock, connectTimeoutMillis, subject, transport } = this.#options;
    if (this.#closed !== undefined) throw new ShutdownError(subject);
    const deadline = clock.monotonicMillis() + connectTimeoutMillis;
    const outcome = await this.#alive(connectTimeoutMillis, transport.send(nothing, deadline));
    if (outcome.error !== undefined) throw outcome.error;
  }

  async flush(): Promise<void> {
    if (this.#closed !== undefined) return this.#closed;
    const { outlet, timeoutMillis } = this.#options;
    await this.#alive(2 * timeoutMillis, outlet.flush());
  }

  close({ timeoutMillis }: CloseOptions = {}): Promise<void> {
    const { clock, closeTimeoutMillis, outlet } = this.#options;
    const millis = Math.min(timeoutMillis ?? closeTimeoutMillis, MAX_TIMER_MILLIS);
    this.#closed ??= this.#alive(millis, outlet.close(clock.monotonicMillis() + millis));
    return this.#closed;
  }

  /** Keeps the process alive until `work` is done, or `millis` have passed. */
  async #alive<Result>(millis: number, work: Promise<Result>): Promise<Result> {
    const timer = this.#options.clock.keepAlive(millis);
    try {
      return await work;
    } finally {
      timer.cancel();
    }
  }
}
