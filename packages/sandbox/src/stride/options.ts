import type { HttpReceiverOptions } from '../http/receiver.js';
import type { StrideTotalsLimits } from './totals.js';

/** What a Stride receiver answers, and where it listens. */
export interface StrideReceiverOptions extends HttpReceiverOptions, StrideTotalsLimits {
  /** Refuse also what nobody documents, such as a `$timestamp` in milliseconds. Default true. */
  readonly strict?: boolean;
  /** The keys that may do everything. Default: any. */
  readonly secretKeys?: readonly string[];
  /** The keys that may only write events. Default: none. */
  readonly openKeys?: readonly string[];
  /** The results of a query, saved or not, for the parameters of a request: no SQL is run here. Default: an empty list. */
  readonly answerQuery?: (query: string, parameters: Readonly<Record<string, unknown>>) => unknown;
  /** Events in a request, beyond which it is 413. Default: any. */
  readonly maxEventsPerRequest?: number;
  /** Before gunzip; beyond it, 413. Default 32 MiB. */
  readonly maxBodyBytes?: number;
  /** How often an empty line is written to a subscription. Default 15 000. */
  readonly keepAliveMillis?: number;
}
