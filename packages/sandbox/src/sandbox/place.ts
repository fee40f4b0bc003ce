import { join } from 'node:path';
import type { BackendName } from '../backend-name.js';
import type { Address } from '../listen/listener.js';

/** How far behind the page's port each backend's is. */
const distances = {
  statsd: 1,
  dogstatsd: 2,
  graphite: 3,
  pickle: 4,
  stathat: 5,
  stride: 6,
  initialstate: 7,
  otlp: 8,
} as const satisfies Record<BackendName | 'pickle', number>;

/** Behind it the backends would have no ports. */
export const lastPort = 65_535 - distances.otlp;

/** Where the backends of a sandbox listen. */
export interface Place {
  readonly host: string;
  /** The page's; 0: every listener takes a free port. */
  readonly port: number;
  /** Of the unix sockets; absent where there are none. */
  readonly folder: string | undefined;
}

/** What a receiver's option says of a listener: on, off, or with more of its own. */
type ListenerOption<T> = boolean | T | undefined;

/** A listener at its place in the sandbox, unless it is switched off or has a place of its own. */
export function listenAt<T extends object>(
  { host, port }: Place,
  name: keyof typeof distances,
  option: ListenerOption<T>,
): (Address & T) | false {
  if (option === false) return false;
  const address = { host, port: port === 0 ? 0 : port + distances[name] };
  return { ...address, ...(typeof option === 'object' ? option : ({} as T)) };
}

/** The unix socket of a backend. */
export function unixAt({ folder }: Place, name: BackendName): { readonly path: string } | undefined {
  return folder === undefined ? undefined : { path: join(folder, `${name}.sock`) };
}
