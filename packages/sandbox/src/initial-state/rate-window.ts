import type { Clock } from '@otelwire/core';
import type { RateLimit } from './options.js';

/** How a call stands to the limit. */
export interface RateStanding {
  readonly isExceeded: boolean;
  /** What every answer to /events has, and what 429 has. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Counts the calls of one account. */
export class RateWindow {
  readonly #limit: number;
  readonly #windowMillis: number;
  readonly #tellsRetryAfter: boolean;
  readonly #clock: Pick<Clock, 'now'>;
  #endsAt = 0;
  #calls = 0;

  constructor(
    { calls = 30, windowMillis = 10_000, retryAfter = true }: RateLimit,
    clock: Pick<Clock, 'now'>,
  ) {
    this.#limit = calls;
    this.#windowMillis = windowMillis;
    this.#tellsRetryAfter = retryAfter;
    this.#clock = clock;
  }

  /** Counts a call; one that is too many does not count. */
  take(): RateStanding {
    const now = this.#clock.now();
    if (now >= this.#endsAt) {
      this.#endsAt = now + this.#windowMillis;
      this.#calls = 0;
    }
    const isExceeded = this.#calls >= this.#limit;
    if (!isExceeded) this.#calls += 1;
    const headers = {
      'x-ratelimit-limit': String(this.#limit),
      'x-ratelimit-remaining': String(this.#limit - this.#calls),
      'x-ratelimit-reset': String(Math.ceil(this.#endsAt / 1000)),
    };
    const retryAfter = String(Math.ceil((this.#endsAt - now) / 1000));
    const tells = isExceeded && this.#tellsRetryAfter;
    return { isExceeded, headers: tells ? { ...headers, 'retry-after': retryAfter } : headers };
  }
}
