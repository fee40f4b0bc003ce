import type { ResponseHeaders } from './dispatcher.js';
import { headerOf } from './response.js';
import { serverTime } from './retry-after.js';

/** What a server says about its rate limit, in `X-RateLimit-Limit`, `-Remaining` and `-Reset`, or in the same without `X-`. */
export interface RateLimit {
  /** Requests in a period. */
  readonly limit?: number;
  /** Requests left in this one. */
  readonly remaining?: number;
  /** How long until the next period begins. */
  readonly resetMillis?: number;
}

/** As seconds from now, more would be 31 years: some servers say the moment, in seconds since 1970. */
const firstMomentSeconds = 1e9;

/** The rate limit that an answer tells of; undefined when it tells of none. */
export function rateLimitOf(headers: ResponseHeaders, now: number): RateLimit | undefined {
  const limit = numberOf(headers, 'limit');
  const remaining = numberOf(headers, 'remaining');
  const reset = numberOf(headers, 'reset');
  if (limit === undefined && remaining === undefined && reset === undefined) return undefined;
  return {
    ...(limit === undefined ? {} : { limit }),
    ...(remaining === undefined ? {} : { remaining }),
    ...(reset === undefined ? {} : { resetMillis: resetMillis(reset, serverTime(headers, now)) }),
  };
}

function numberOf(headers: ResponseHeaders, name: string): number | undefined {
  const text = headerOf(headers, `x-ratelimit-${name}`) ?? headerOf(headers, `ratelimit-${name}`);
  return text !== undefined && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
}

function resetMillis(seconds: number, now: number): number {
  return seconds < firstMomentSeconds ? seconds * 1000 : Math.max(0, seconds * 1000 - now);
}
