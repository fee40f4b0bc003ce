import {
  type Accounting,
  attemptMillis,
  type CloseOptions,
  Connection,
  type Delivery,
  type DroppedError,
  type Logger,
  Outlet,
  type SendOutcome,
  type Transport,
  type TransportError,
} from '@otelwire/core';
import { createLink } from '../link.js';
import type { Bucket } from '../wire/bucket.js';
import type { StreamerValues } from './client-schema.js';
import type { Debug } from './debug.js';
import { MAX_EVENT_BYTES } from './event-text.js';
import { watchingTransport } from './watching-transport.js';

export interface LaneOptions {
  readonly subject: string;
  readonly values: StreamerValues;
  readonly logger: Logger;
  readonly debug: Debug;
  readonly transport: Transport;
  readonly tell: (error: TransportError | DroppedError) => void;
}

/** The way of the events of one bucket. */
export class Lane {
  readonly bucket: Bucket;
  readonly #options: LaneOptions;
  readonly #delivery: Delivery;
  readonly #outlet: Outlet;
  readonly #connection: Connection;
  /** Written since something went out. */
  #unsent = 0;
  #isFlushing = false;
  /** Goes when something is delivered. */
  #away: Error | undefined;
  #lost: Error | undefined;

  constructor(bucket: Bucket, options: LaneOptions) {
    const { debug, logger, subject, tell, values } = options;
    this.bucket = bucket;
    this.#options = options;
    const watched = watchingTransport(options.transport, {
      onSend: (batch) => {
        this.#unsent = 0;
        debug.bodies(batch);
      },
      onOutcome: (outcome) => this.#onOutcome(outcome),
    });
    const link = { transport: watched, maxEventBytes: MAX_EVENT_BYTES, logger, onDown: tell };
    const { clock, delivery, transport } = createLink(values, link);
    const onLost = (error: DroppedError) => {
      // what the server refuses is thrown with what it says
      if (error.cause === undefined) this.#lost ??= error;
      tell(error);
    };
    const timeoutMillis = attemptMillis(values.timeoutMillis);
    const { closeTimeoutMillis, connectTimeoutMillis, flushIntervalMillis } = values;
    const outlet = new Outlet({
      subject,
      delivery,
      clock,
      flushIntervalMillis,
      timeoutMillis,
      logger,
      onLost,
    });
    const times = { connectTimeoutMillis, timeoutMillis, closeTimeoutMillis };
    this.#delivery = delivery;
    this.#outlet = outlet;
    this.#connection = new Connection({ subject, delivery, transport, outlet, clock, ...times });
  }

  get accounting(): Accounting {
    return this.#delivery.accounting;
  }

  /** Whether all its events have their fate. */
  get isEmpty(): boolean {
    const { held, inFlight } = this.accounting;
    return held + inFlight === 0;
  }

  /** Why the events of one call are not sent, if they are not. */
  write(text: string): 'too_large' | undefined {
    const { packer } = this.#delivery;
    const bytes = Buffer.from(text);
    this.#delivery.accept(1);
    if (!packer.fits(bytes.length)) {
      this.#delivery.drop('too_large', 1);
      return 'too_large';
    }
    packer.buffer.set(bytes, packer.position);
    packer.position += bytes.length;
    packer.endRecord();
    packer.endPoint();
    this.#unsent += 1;
    this.#outlet.wrote();
    if (this.#unsent >= this.#options.values.bufferSize) this.sendSoon();
    return undefined;
  }

  /** Counts an event that cannot be sent. */
  refuse(reason: string): void {
    this.#delivery.accept(1);
    this.#delivery.drop(reason, 1);
  }

  /** Sends what was written, unless the server is away: then that is tried at its time. */
  sendSoon(): void {
    if (this.#isFlushing || this.#delivery.isDown || this.#outlet.isClosed) return;
    this.#isFlushing = true;
    void this.#outlet.flush().then(() => {
      this.#isFlushing = false;
    });
  }

  flush(): Promise<void> {
    return this.#connection.flush();
  }

  close(options: CloseOptions): Promise<void> {
    return this.#connection.close(options);
  }

  /** What went wrong and has not been taken. */
  takeTrouble(): Error | undefined {
    const trouble = this.#lost ?? this.#away;
    this.#lost = undefined;
    return trouble;
  }

  #onOutcome({ error, lost = [] }: SendOutcome): void {
    const refused = lost[0]?.error;
    this.#away = error;
    this.#lost ??= refused;
    const trouble = error ?? refused;
    this.#options.debug.outcome(trouble === undefined ? `${this.bucket.key}: sent` : trouble.message);
  }
}
