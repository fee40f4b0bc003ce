import type { BoundedMap } from '../bounded-map.js';
import type { Notes } from '../http/receiver.js';
import type { StrideDefectCode } from './defect.js';
import type { TakenStrideEvent } from './event.js';
import type { StrideReceiverOptions } from './options.js';
import type { Subscriptions } from './subscriptions.js';
import type { StrideTotals } from './totals.js';

/** A process, or a query. */
export type Definition = Readonly<Record<string, unknown>>;

/** What was saved, by name. */
type Saved = BoundedMap<Definition>;

/** Where events are told. */
export type StrideNotes = Notes<TakenStrideEvent, StrideDefectCode>;

/** All that answers depend on. */
export interface StrideService {
  readonly totals: StrideTotals;
  readonly options: StrideReceiverOptions;
  readonly subscriptions: Subscriptions;
  readonly saved: { readonly process: Saved; readonly analyze: Saved };
}
