import type { HttpAnswer } from './http.js';

/** An answer that is no success. */
export interface ForcedAnswer {
  /** 429, 503 and the like. */
  readonly status: number;
  /** Sent as `Retry-After`. Default: no such header. */
  readonly retryAfterSeconds?: number;
}

/** Answers given on purpose, whatever the request says. */
export class ForcedAnswers {
  readonly #waiting: HttpAnswer[] = [];

  /** Answers the next `count` requests so, after those that were told before. */
  add(count: number, { status, retryAfterSeconds }: ForcedAnswer): void {
    const headers =
      retryAfterSeconds === undefined ? undefined : { 'retry-after': String(retryAfterSeconds) };
    for (let i = 0; i < count; i += 1) this.#waiting.push({ status, headers });
  }

  /** The answer to the next request, if it is not up to the request. */
  next(): HttpAnswer | undefined {
    return this.#waiting.shift();
  }
}
