import type { ServerResponse } from 'node:http';
import type { Clock } from '@otelwire/core';
import { resetConnection } from '../listen/http-answer.js';

/** How a subscription is ended on purpose: in order, in order but in the midst of an event, or by a reset there. */
export type SubscriptionEnd = 'end' | 'mid-event' | 'reset';

/** What may wait for a subscriber that does not read. */
const maxWaitingBytes = 16 * 1024 * 1024;

/** One open subscription: events as JSON, each with CRLF behind it, and empty lines in between to stay alive. */
export class Subscription {
  readonly #response: ServerResponse;
  readonly #sample: number;
  readonly #clock: Pick<Clock, 'now'>;
  #second = 0;
  #writtenInSecond = 0;

  /** `sample`: at most so many events in a second. */
  constructor(response: ServerResponse, sample: number, clock: Pick<Clock, 'now'>) {
    this.#response = response;
    this.#sample = sample;
    this.#clock = clock;
  }

  /** Writes an event, in chunks of so many bytes; leaves it out when the second had enough. Hangs up on who does not read. */
  write(event: unknown, chunkBytes: number): void {
    const second = Math.floor(this.#clock.now() / 1000);
    if (second !== this.#second) this.#writtenInSecond = 0;
    this.#second = second;
    if (this.#writtenInSecond >= this.#sample) return;
    this.#writtenInSecond += 1;
    if (this.#response.writableLength > maxWaitingBytes) resetConnection(this.#response);
    else this.#writeBytes(Buffer.from(`${JSON.stringify(event)}\r\n`), chunkBytes);
  }

  keepAlive(): void {
    this.#response.write('\r\n');
  }

  end(how: SubscriptionEnd): void {
    if (how === 'end') this.#response.end();
    else if (how === 'mid-event') this.#response.end('{"is_cut":"in the mi');
    else this.#response.write('{"is_cut":"in the mi', () => resetConnection(this.#response));
  }

  #writeBytes(bytes: Buffer, chunkBytes: number): void {
    for (let start = 0; start < bytes.length; start += chunkBytes) {
      this.#response.write(bytes.subarray(start, start + chunkBytes));
    }
  }
}
