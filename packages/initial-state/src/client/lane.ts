import {
  type Accounting,
  Backlog,
  type Clock,
  type CloseOptions,
  Connection,
  Delivery,
  type DroppedError,
  type Logger,
  Outlet,
  Packer,
  type SendOutcome,
  type Transport,
  type TransportError,
} from '@otelwire/core';
import type { Bucket } from '../wire/bucket.js';
import { eventArray } from '../wire/event.js';
import type { StreamerValues } from './client-schema.js';
import type { Debug } from './debug.js';
import { MAX_EVENT_BYTES } from './event-text.js';
import { watchingTransport } from './watching-transport.js';

export interface LaneOptions {
  readonly subject: string;
  readonly values: StreamerValues;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly debug: Debug;
  readonly transport: Transport;
  readonly tell: (error: TransportError | DroppedError) => void;
}

/** The server's bound of a request. */
const MAX_BODY_BYTES = 1_000_000;
/** `timeoutMillis: 0`. */
const NO_TIMEOUT_MILLIS = 60_000;

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
  #hasToldRefusal = false;
  /** Goes when something is delivered. */
  #away: Error | undefined;
  #lost: Error | undefined;

  constructor(bucket: Bucket, options: LaneOptions) {
    const { clock, logger, subject, tell, values } = options;
    const timeoutMillis = values.timeoutMillis || NO_TIMEOUT_MILLIS;
    const { closeTimeoutMillis, connectTimeoutMillis, flushIntervalMillis } = values;
    this.bucket = bucket;
    this.#options = options;
    const transport = watchingTransport(options.transport, {
      onSend: (batch) => {
        this.#unsent = 0;
        options.debug.bodies(batch);
      },
      onOutcome: (outcome) => this.#onOutcome(outcome),
    });
    const delivery = createDelivery(values, { clock, logger, transport, onDown: tell });
    const onLost = (error: DroppedError) => {
      logger.error(`${error.message}: the server is away for too long`);
      this.#lost ??= error;
      tell(error);
    };
    const outlet = new Outlet({ subject, delivery, clock, flushIntervalMillis, timeoutMillis, onLost });
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

  #onOutcome({ delivered, error, lost = [] }: SendOutcome): void {
    const { debug, tell } = this.#options;
    const refused = lost[0]?.error;
    this.#away = error;
    this.#lost ??= refused;
    if (refused !== undefined && !this.#hasToldRefusal) tell(refused);
    this.#hasToldRefusal = refused !== undefined || (this.#hasToldRefusal && delivered === 0);
    const trouble = error ?? refused;
    debug.outcome(trouble === undefined ? `${this.bucket.key}: sent` : trouble.message);
  }
}

function createDelivery(
  values: StreamerValues,
  rest: Pick<LaneOptions, 'clock' | 'logger' | 'transport'> & { onDown: LaneOptions['tell'] },
): Delivery {
  const { maxBacklogAgeMillis, maxBacklogBytes, maxEventsPerRequest } = values;
  const { clock } = rest;
  const packer = new Packer({
    maxPayloadBytes: Math.min(MAX_BODY_BYTES, (maxEventsPerRequest + 1) * MAX_EVENT_BYTES),
    maxRecordBytes: MAX_EVENT_BYTES,
    maxRecords: maxEventsPerRequest,
    wrapping: eventArray,
    clock,
  });
  const holding = new Backlog({
    clock,
    maxBytes: maxBacklogBytes,
    maxAgeMillis: maxBacklogAgeMillis,
    // each request is answered
    resendWindowMillis: 0,
  });
  return new Delivery({ ...rest, packer, holding });
}
