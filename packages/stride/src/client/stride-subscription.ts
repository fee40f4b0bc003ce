/**
 * The events that come, one by one: `for await (const event of subscription)`. What has not been asked for waits at the server. `break` and
 * `return()` end it and its connection, also while an event is awaited.
 */
export class StrideSubscription implements AsyncIterableIterator<unknown, undefined> {
  readonly #events: AsyncGenerator<unknown, undefined>;
  readonly #end: () => void;

  constructor(events: AsyncGenerator<unknown, undefined>, end: () => void) {
    this.#events = events;
    this.#end = end;
  }

  /** The next event. Rejects with a `StrideError` when the subscription is refused or breaks. */
  async next(): Promise<IteratorResult<unknown, undefined>> {
    const result = await this.#events.next();
    if (result.done) this.#end();
    return result;
  }

  /** Ends it. Never rejects. */
  async return(): Promise<IteratorResult<unknown, undefined>> {
    this.#end();
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
