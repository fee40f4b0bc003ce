import type { BackendName } from '../backend-name.js';
import type { AnyReceiver } from './by-backend.js';

/** One address of a backend. */
export interface BackendEndpoint {
  /** `udp`, `tcp`, `tls`, `unix`, `pickle`, `pickleTls` or `http`. */
  readonly protocol: string;
  readonly url: string;
}

/** Which one exporters are led to, where there are several. */
const usual = ['udp', 'tcp', 'tls', 'http', 'unix', 'pickle', 'pickleTls'];
const usualOfGraphite = ['tcp', 'tls', 'udp', 'http', 'unix', 'pickle', 'pickleTls'];

/** Where a receiver listens, the address first that exporters are led to. */
export function endpointsOf(name: BackendName, receiver: AnyReceiver): readonly BackendEndpoint[] {
  const order = name === 'graphite' ? usualOfGraphite : usual;
  return Object.entries<string>({ ...receiver.endpoints })
    .map(([protocol, url]) => ({ protocol, url: reachable(url) + (name === 'otlp' ? '/v1/metrics' : '') }))
    .sort((a, b) => order.indexOf(a.protocol) - order.indexOf(b.protocol));
}

/** Of what listens at all addresses, the one that works on this machine. */
export function reachable(url: string): string {
  return url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
}
