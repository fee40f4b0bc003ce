import type { HttpReceiverOptions } from '../http/receiver.js';
import type { OtlpTotalsLimits } from './totals.js';

/** What an OTLP receiver allows, and where it listens. */
export interface OtlpReceiverOptions extends HttpReceiverOptions, OtlpTotalsLimits {
  /** Refuse also points that only some servers lose or change, and JSON that only some read. Default true. */
  readonly strict?: boolean;
  /** Of a body, before and after gunzip; beyond it, 413. Default 64 MiB, as the specification advises. */
  readonly maxBodyBytes?: number;
}
