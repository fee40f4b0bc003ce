import type { HttpReceiverOptions } from '../http/receiver.js';
import type { StatHatDialect } from './dialect.js';
import type { StatHatTotalsLimits } from './totals.js';

/** What a StatHat receiver answers, and where it listens. */
export interface StatHatReceiverOptions extends HttpReceiverOptions, StatHatTotalsLimits {
  /** Refuse also what only may be wrong, or is lost in silence; without it, be as StatHat was. Default true. */
  readonly strict?: boolean;
  /** Whose answers are given. Default `2017`. */
  readonly dialect?: StatHatDialect;
  /** The EZ keys that exist. Default: any. As at StatHat, another one is answered with success, and nothing is taken. */
  readonly ezKeys?: readonly string[];
  /** Answer an unknown EZ key with an error. Default false. */
  readonly strictKeys?: boolean;
  /** The user keys of the classic API that exist. Default: any. */
  readonly userKeys?: readonly string[];
  /** The keys of classic stats that exist. Default: any. */
  readonly statKeys?: readonly string[];
  /** Points in a bulk request, each name of a rollup counted, beyond which it is "json too long". Default 1000. */
  readonly maxPointsPerRequest?: number;
}
