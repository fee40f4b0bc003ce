import type { Clock } from '@otelwire/core';
import { RateLimiter } from './rate-limiter.js';

const limiters = new WeakMap<Clock, Map<string, RateLimiter>>();

/**
 * The limiter of an account. The server counts the requests of all buckets of a key together, and so whatever sends with that key in this
 * process asks the same one: streamers and exporters, however often they are closed and made anew.
 */
export function limiterOf(clock: Clock, url: URL, accessKey: string): RateLimiter {
  const ofClock = limiters.get(clock) ?? new Map<string, RateLimiter>();
  const account = `${url.origin} ${accessKey}`;
  const limiter = ofClock.get(account) ?? new RateLimiter(clock);
  limiters.set(clock, ofClock.set(account, limiter));
  return limiter;
}
