import type { HttpReceiverOptions } from '../http/receiver.js';
import type { InitialStateTotalsLimits } from './totals.js';

/** How many calls an access key has. */
export interface RateLimit {
  /** Calls in a window, to /events and /buckets. Default 30, as at 3 a second. */
  readonly calls?: number;
  /** Default 10 000. */
  readonly windowMillis?: number;
  /** Whether 429 has `Retry-After`. Default true. */
  readonly retryAfter?: boolean;
}

/** What an Initial State receiver allows, and where it listens. */
export interface InitialStateReceiverOptions extends HttpReceiverOptions, InitialStateTotalsLimits {
  /** Refuse a request with one bad event or to a bucket that nobody made; without it, the good ones are taken and buckets made. Default true. */
  readonly strict?: boolean;
  /** The access keys that exist. Default: any. */
  readonly accessKeys?: readonly string[];
  readonly rateLimit?: RateLimit;
  /** Events that an account has in a month; beyond it, 402. Default 3 000 000. */
  readonly maxEventsPerMonth?: number;
  /** Events in a request, beyond which it is 413. Default: any; documented are 10, as an advice. */
  readonly maxEventsPerRequest?: number;
  /** Default 1 000 000; beyond it, 413. */
  readonly maxBodyBytes?: number;
}
