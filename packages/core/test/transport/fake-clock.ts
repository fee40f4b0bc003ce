import type { Clock, Timer } from '../../src/clock.js';

/** A clock that stands still until it is told to go on. */
export class FakeClock implements Clock {
  #millis = 1_000;
  #timers: { readonly at: number; readonly callback: () => void }[] = [];

  now(): number {
    return this.#millis;
  }

  monotonicMillis(): number {
    return this.#millis;
  }

  setTimer(callback: () => void, delayMillis: number): Timer {
    const timer = { at: this.#millis + delayMillis, callback };
    this.#timers.push(timer);
    return {
      cancel: () => {
        this.#timers = this.#timers.filter((other) => other !== timer);
      },
    };
  }

  keepAlive(): Timer {
    return { cancel() {} };
  }

  advance(millis: number): void {
    this.#millis += millis;
    const due = this.#timers.filter(({ at }) => at <= this.#millis);
    this.#timers = this.#timers.filter(({ at }) => at > this.#millis);
    for (const { callback } of due) callback();
  }
}
