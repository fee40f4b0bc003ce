import type { Clock } from '@otelwire/core';

/** Lets so many requests out in a second, and no more in any second: the server counts in windows of its own. */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #periodMillis: number;
  /** When the last ones went out, as many as a period may have; the oldest first. */
  readonly #moments: number[];

  constructor(clock: Clock, perSecond: number) {
    const burst = Math.max(1, Math.floor(perSecond));
    this.#clock = clock;
    this.#periodMillis = (burst / perSecond) * 1000;
    this.#moments = new Array(burst).fill(Number.NEGATIVE_INFINITY);
  }

  /** Resolves when a request may go out: with true. With false at once when that is after `deadline`, or when `signal` aborts. */
  async pass(deadline: number, signal: AbortSignal): Promise<boolean> {
    for (;;) {
      if (signal.aborted) return false;
      const now = this.#clock.monotonicMillis();
      const next = (this.#moments[0] as number) + this.#periodMillis;
      if (next <= now) {
        this.#moments.shift();
        this.#moments.push(now);
        return true;
      }
      if (next >= deadline) return false;
      await this.#wait(Math.ceil(next - now), signal);
    }
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
