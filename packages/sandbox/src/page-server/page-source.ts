import type { BackendName } from '../backend-name.js';
import type { Fault } from '../faults/fault.js';
import type { LiveMessage, LiveQuery } from '../live/messages.js';

/** What the page shows and changes. */
export interface PageSource {
  readonly backends: readonly BackendName[];
  message(query: LiveQuery): LiveMessage;
  /** Rejects with a `SandboxError` if the fault cannot be had. */
  setFault(backend: BackendName, fault: Fault | undefined): Promise<void>;
  reset(): void;
}
