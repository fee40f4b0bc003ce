import type { Clock } from '@otelwire/core';

/** 24 days: the longest that Node's timers take. */
const LONGEST_WAIT_MILLIS = 2 ** 31 - 1;

/**
 * The events that come, one by one: `for await (const event of subscription)`. What has not been asked for waits at the server. `break` and
 * `return()` end it and its connection, also while an event is awaited. Only while one is awaited does it keep the process alive.
 */
export class StrideSubscription implements AsyncIterableIterator<unknown, undefined> {
  readonly #events: AsyncGenerator<unknown, undefined>;
  readonly #clock: Clock;
  readonly #stop: AbortController;

  constructor(events: AsyncGenerator<unknown, undefined>, clock: Clock, stop: AbortController) {
    this.#events = events;
    this.#clock = clock;
    this.#stop = stop;
  }

  /** The next event. Rejects with a `StrideError` when the subscription is refused or breaks. */
  async next(): Promise<IteratorResult<unknown, undefined>> {
    const awake = this.#clock.keepAlive(LONGEST_WAIT_MILLIS);
    try {
      return await this.#events.next();
    } finally {
      awake.cancel();
    }
  }

  /** Ends it. Never rejects. */
  async return(): Promise<IteratorResult<unknown, undefined>> {
    this.#stop.abort();
    // A generator that waits for an event ends when the abort has reached it.
    await this.#events.return(undefined).catch(() => {});
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** `await using events = client.subscribe('/collect/clicks')`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }
}
