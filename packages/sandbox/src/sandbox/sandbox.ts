import type { BackendName } from '../backend-name.js';
import type { FaultSwitch } from '../faults/fault.js';
import type { ReceiverByBackend } from './by-backend.js';
import type { Environment } from './environment.js';

/** Running backends, each by its name. */
export interface Sandbox<Name extends BackendName = BackendName> {
  readonly receivers: Pick<ReceiverByBackend, Name>;
  /** Where exporters send to: `udp://127.0.0.1:49152`, `http://127.0.0.1:49153/v1`; the receivers have all of them. */
  readonly endpoints: Readonly<Record<Name, string>>;
  /** What can go wrong on purpose, one fault a backend at a time. */
  readonly faults: Readonly<Record<Name, FaultSwitch>>;
  /** `http://127.0.0.1:8400/`; undefined without a page. */
  readonly pageUrl: string | undefined;
  /** The variables that lead an exporter of this suite, of OTLP the SDK's, to that backend. */
  environmentOf(name: Name): Environment;
  /** Forgets what was received; faults stay. */
  reset(): void;
  /** Closes all that is open; nothing keeps the process alive afterwards. May be called twice. */
  close(): Promise<void>;
}
