import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { type Clock, systemClock } from '../clock.js';
import { byDeadline } from './deadline.js';
import { closedError, lateError, socketError } from './socket-error.js';
import type { Batch, SendOutcome, Transport } from './transport.js';

export interface StdoutTransportOptions {
  /** Default `process.stdout`. It is never ended. */
  readonly stream?: Writable;
  readonly clock?: Clock;
}

/** Writes payloads to the standard output, as they are: for a look at what would go out, or for another process to send. */
export function createStdoutTransport(options: StdoutTransportOptions = {}): Transport {
  return new StdoutTransport(options.stream ?? process.stdout, options.clock ?? systemClock);
}

class StdoutTransport implements Transport {
  readonly description = 'stdout:';
  readonly maxBatchesInFlight = 1;
  readonly #stream: Writable;
  readonly #clock: Clock;
  #writing: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(stream: Writable, clock: Clock) {
    this.#stream = stream;
    this.#clock = clock;
  }

  send(batch: Batch, deadline: number): Promise<SendOutcome> {
    if (this.#isClosed) return Promise.resolve({ delivered: 0, error: closedError(this.description) });
    const outcome = this.#send(batch, deadline).catch((error: unknown) => ({
      delivered: 0,
      error: socketError(this.description, error),
    }));
    this.#writing = outcome;
    return outcome;
  }

  async close(deadline: number): Promise<void> {
    this.#isClosed = true;
    await byDeadline(this.#clock, this.#writing, deadline);
  }

  async #send({ buffer, ends }: Batch, deadline: number): Promise<SendOutcome> {
    if (this.#stream.writableNeedDrain) {
      const drained = await byDeadline(this.#clock, once(this.#stream, 'drain'), deadline);
      if (drained === undefined)
        return { delivered: 0, error: lateError(this.description, 'nobody reads it') };
    }
    await this.#write(buffer.subarray(0, ends.at(-1) ?? 0));
    return { delivered: ends.length };
  }

  /** A reader that has gone is an 'error' event too, which would end the process if nobody listened. */
  #write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      const stream = this.#stream;
      stream.once('error', reject);
      stream.write(bytes, (error) => {
        if (error) return reject(error);
        stream.off('error', reject);
        resolve();
      });
    });
  }
}
