import type { Notes } from '../http/receiver.js';
import type { StrideDefectCode } from './defect.js';
import type { TakenStrideEvent } from './event.js';
import type { StrideReceiverOptions } from './options.js';
import type { Subscriptions } from './subscriptions.js';
import type { StrideTotals } from './totals.js';

/** What was saved under a name: a process, or a query. */
type Saved = Map<string, Readonly<Record<string, unknown>>>;

/** Where events are told. */
export type StrideNotes = Notes<TakenStrideEvent, StrideDefectCode>;

/** All that answers depend on. */
export interface StrideService {
  readonly totals: StrideTotals;
  readonly options: StrideReceiverOptions;
  readonly subscriptions: Subscriptions;
  readonly saved: { readonly process: Saved; readonly analyze: Saved };
}
