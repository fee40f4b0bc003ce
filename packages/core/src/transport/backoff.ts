import type { Clock } from '../clock.js';

export interface BackoffOptions {
  readonly clock: Clock;
  /** The longest wait after the first failure. Default 200. */
  readonly minMillis?: number;
  /** The longest wait of all. Default 30 000. */
  readonly maxMillis?: number;
  /** For tests. Default `Math.random`. */
  readonly random?: () => number;
}

/**
 * When to try again: the wait doubles with each failure in a row, and the upper half of it is random, so that the clients of one
 * server do not come back all at once.
 */
export class Backoff {
  readonly #clock: Clock;
  readonly #minMillis: number;
  readonly #maxMillis: number;
  readonly #random: () => number;
  #failures = 0;
  #until = Number.NEGATIVE_INFINITY;

  constructor(options: BackoffOptions) {
    this.#clock = options.clock;
    this.#minMillis = options.minMillis ?? 200;
    this.#maxMillis = options.maxMillis ?? 30_000;
    this.#random = options.random ?? Math.random;
  }

  /** The moment of the monotonic clock before which no attempt should be made. */
  get until(): number {
    return this.#until;
  }

  failed(): void {
    const longestMillis = Math.min(this.#maxMillis, this.#minMillis * 2 ** this.#failures);
    this.#failures += 1;
    this.#until = this.#clock.monotonicMillis() + longestMillis * (0.5 + this.#random() / 2);
  }

  succeeded(): void {
    this.#failures = 0;
    this.#until = Number.NEGATIVE_INFINITY;
  }
}
