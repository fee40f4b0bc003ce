import type { Clock } from '@otelwire/core';
import type { RateLimit } from '@otelwire/core/http';

/** Why no request may go out before a deadline: we are not to be faster, the server wants a pause, or the wait was given up. */
export type Barrier = 'rate' | 'pause' | 'aborted';

/** Nobody may ask for more a second, and so nothing older counts. */
const MAX_MOMENTS = 1000;
/** However long a server wants to be left alone, it is tried again after this. */
const MAX_PAUSE_MILLIS = 300_000;

/**
 * Lets so many requests out in a second, and no more in any second: the server counts in windows of its own. What it says is left of its
 * window is shared among those who ask here.
 */
export class RateLimiter {
  readonly #clock: Clock;
  /** When requests went out; the oldest first. */
  readonly #moments: number[] = [];
  #onTheWay = 0;
  /** Requests that the server takes before `#resetAt`. */
  #left = Number.POSITIVE_INFINITY;
  #resetAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves with nothing when a request may go out, of which `answered` is told. With a barrier at once when that is not before `deadline`. */
  async pass(perSecond: number, deadline: number, signal: AbortSignal): Promise<Barrier | undefined> {
    while (!signal.aborted) {
      const now = this.#clock.monotonicMillis();
      const allowedAt = this.#allowedAt(perSecond);
      const openAt = this.#openAt(now);
      const next = Math.max(allowedAt, openAt);
      if (next <= now) {
        this.#letOut(now);
        return undefined;
      }
      if (next >= deadline) return openAt >= deadline ? 'pause' : 'rate';
      await this.#wait(Math.ceil(next - now), signal);
    }
    return 'aborted';
  }

  /** A request that was let out has gone out once more, or in parts: that did not wait, but the next ones will. */
  repeated(): void {
    this.#note(this.#clock.monotonicMillis());
  }

  /** A request that was let out has its answer, or will have none. */
  answered(): void {
    this.#onTheWay -= 1;
  }

  /** What the answer to a request says; requests that are on the way will count as well. */
  heed({ remaining, resetMillis }: RateLimit): void {
    if (remaining === undefined || resetMillis === undefined) return;
    this.#closeUntil(resetMillis, Math.max(0, remaining - Math.max(0, this.#onTheWay - 1)));
  }

  /** The server wants to be left alone. */
  pause(millis: number): void {
    this.#closeUntil(millis, 0);
  }

  #closeUntil(millis: number, left: number): void {
    const now = this.#clock.monotonicMillis();
    // answers overtake each other
    if (left > 0 && this.#openAt(now) > now) return;
    this.#left = left;
    this.#resetAt = Math.max(this.#resetAt, now + Math.min(millis, MAX_PAUSE_MILLIS));
  }

  #allowedAt(perSecond: number): number {
    const burst = Math.max(1, Math.floor(perSecond));
    const moment = this.#moments.at(-burst) ?? Number.NEGATIVE_INFINITY;
    return moment + (burst / perSecond) * 1000;
  }

  #openAt(now: number): number {
    if (now >= this.#resetAt) this.#left = Number.POSITIVE_INFINITY;
    return this.#left > 0 ? now : this.#resetAt;
  }

  #letOut(now: number): void {
    this.#note(now);
    this.#onTheWay += 1;
    this.#left -= 1;
  }

  #note(now: number): void {
    this.#moments.push(now);
    if (this.#moments.length > MAX_MOMENTS) this.#moments.shift();
  }

  #wait(millis: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.#clock.setTimer(done, millis);
      function done() {
        timer.cancel();
        signal.removeEventListener('abort', done);
        resolve();
      }
      signal.addEventListener('abort', done);
    });
  }
}
