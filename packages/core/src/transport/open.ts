import { type Clock, systemClock } from '../clock.js';
import type { EndpointOf } from '../config/endpoint.js';
import type { Lookup } from './resolver.js';
import { createStdoutTransport } from './stdout.js';
import type { StreamOptions } from './stream.js';
import { createTcpTransport, type TcpTransportOptions } from './tcp.js';
import { createTlsTransport, type TlsOptions } from './tls.js';
import type { Transport } from './transport.js';
import { createUdpTransport, type UdpTransportOptions } from './udp.js';
import { createUnixStreamTransport } from './unix.js';

/** An endpoint that is a socket of Node, or the standard output. */
export type SocketEndpoint = EndpointOf<'udp' | 'tcp' | 'tls' | 'unix' | 'stdout'>;

export interface OpenTransportOptions {
  /** Default: the clock of the system. */
  readonly clock?: Clock;
  readonly lookup?: Lookup;
  readonly lookupRefreshMillis?: number;
  readonly tls?: TlsOptions;
  readonly udp?: Pick<UdpTransportOptions, 'paceMillis' | 'packetsPerTurn'>;
  readonly stream?: Omit<StreamOptions, 'clock'> & Pick<TcpTransportOptions, 'keepAliveMillis'>;
}

/** The transport for an endpoint. Opens nothing yet: that is the business of the first send. */
export function openTransport(endpoint: SocketEndpoint, options: OpenTransportOptions = {}): Transport {
  const { clock = systemClock, stream, tls, udp } = options;
  const { lookup, lookupRefreshMillis } = options;
  const common = { ...endpoint, clock, lookup, lookupRefreshMillis };
  switch (common.scheme) {
    case 'udp':
      return createUdpTransport({ ...udp, ...common });
    case 'tcp':
      return createTcpTransport({ ...stream, ...common });
    case 'tls':
      return createTlsTransport({ ...stream, ...common, tls });
    case 'unix':
      return createUnixStreamTransport({ ...stream, ...common });
    case 'stdout':
      return createStdoutTransport({ clock });
  }
}
