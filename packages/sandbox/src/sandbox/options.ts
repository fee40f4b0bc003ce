import type { BackendName } from '../backend-name.js';
import { backendNames } from '../backend-name.js';
import { SandboxError } from '../error.js';
import type { Fault } from '../faults/fault.js';
import type { ReceiverOptionsByBackend } from './by-backend.js';
import { lastPort } from './place.js';

/** Which backends are opened, where, and what goes wrong with them from the start. */
export interface SandboxOptions<Name extends BackendName = BackendName> {
  /** Default: all of them. */
  readonly backends?: readonly Name[];
  /** Of all sockets. Default `127.0.0.1`; `0.0.0.0` or `::` for all addresses of the machine. */
  readonly host?: string;
  /** The page's port; the backends have the eight behind it. Default 0: each takes a free one. */
  readonly port?: number;
  /** Refuse also what only some servers lose or change. Default true. */
  readonly strict?: boolean;
  /** Whether the page is served, and what it shows is kept. Default false. */
  readonly page?: boolean;
  /** More names by which browsers may ask for the page, such as `sandbox.test`. Default: those of this machine only. */
  readonly pageHosts?: readonly string[];
  /** Series that are kept for the page, of all backends together. Default 10 000. */
  readonly maxSeries?: number;
  /** The faults that are switched on at the start: `{ graphite: { kind: 'stall' } }`. */
  readonly faults?: { readonly [N in NoInfer<Name>]?: Fault };
  /** The receivers' own options, before those above: `{ graphite: { pickle: false } }`. */
  readonly receivers?: { readonly [N in NoInfer<Name>]?: ReceiverOptionsByBackend[N] };
}

/** The backends that were asked for; throws one error that names everything that cannot work. */
export function checkOptions<Name extends BackendName>(options: SandboxOptions<Name>): readonly Name[] {
  const { port = 0, receivers = {}, faults = {} } = options;
  const backends = [...new Set(options.backends ?? (backendNames as readonly string[] as readonly Name[]))];
  const problems = backends
    .filter((name) => !backendNames.includes(name))
    .map((name) => `backends: ${JSON.stringify(name)} is not one of ${backendNames.join(', ')}`);
  if (backends.length === 0) problems.push('backends: at least one is needed');
  if (!Number.isInteger(port) || port < 0 || port > lastPort) {
    problems.push(`port: ${port} is not 0, nor from 1 to ${lastPort}`);
  }
  for (const [option, names] of Object.entries({ receivers, faults })) {
    const strangers = Object.keys(names).filter((name) => !backends.some((backend) => backend === name));
    problems.push(...strangers.map((name) => `${option}: ${JSON.stringify(name)} is not opened`));
  }
  if (problems.length > 0) {
    throw new SandboxError('ERR_OTELWIRE_SANDBOX_OPTIONS', `sandbox: ${problems.join('; ')}`);
  }
  return backends;
}
