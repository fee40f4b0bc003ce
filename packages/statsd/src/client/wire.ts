import type { Clock, DebugTap, Delivery, HeldEntry, Outlet } from '@otelwire/core';
import type { Dialect } from '../wire/dialect.js';
import type { Target } from '../wire/target.js';
import type { Aggregator } from './aggregator.js';

/** What a client shares with its children: the way to the server, and the form in which it is spoken to. */
export interface Wire {
  readonly dialect: Dialect;
  readonly target: Target;
  /** Whether the server takes `h`: the Etsy daemon and collectd would count it. */
  readonly takesHistograms: boolean;
  /** What ends each record, where the target takes it: `|c:…|e:…|card:…`. */
  readonly suffix: string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly delivery: Delivery<HeldEntry>;
  readonly outlet: Outlet;
  readonly debug: DebugTap | undefined;
  /** Absent where each call is a record. */
  readonly aggregator?: Aggregator | undefined;
}
