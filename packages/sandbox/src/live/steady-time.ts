import type { Clock } from '@otelwire/core';

/** Shorter steps back are corrections of a clock that was nearly right. */
const smallStepMillis = 10_000;

/** The time by the clock; while it makes up for a small step back, time stands still. */
export class SteadyTime {
  readonly #clock: Pick<Clock, 'now'>;
  #millis = Number.NEGATIVE_INFINITY;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** Unix milliseconds. */
  now(): number {
    const now = this.#clock.now();
    if (now > this.#millis || now < this.#millis - smallStepMillis) this.#millis = now;
    return this.#millis;
  }
}
