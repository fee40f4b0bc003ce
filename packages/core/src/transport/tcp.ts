import { connect } from 'node:net';
import { endpointUrl } from './endpoint-url.js';
import { type HostOptions, netLookup, Resolver } from './resolver.js';
import { createStreamTransport, type StreamOptions } from './stream.js';
import type { Transport } from './transport.js';

export interface TcpTransportOptions extends StreamOptions, HostOptions {
  readonly port: number;
  /** When the operating system first asks whether a silent peer is still there. Default 60 000. */
  readonly keepAliveMillis?: number;
}

/** A TCP connection. Without delay of small writes, since batches are large and written whole. */
export function createTcpTransport(options: TcpTransportOptions): Transport {
  const { host, port, keepAliveMillis = 60_000 } = options;
  const resolver = new Resolver(options);
  return createStreamTransport(
    {
      endpoint: endpointUrl('tcp', host, port),
      isResetToldToWrites: true,
      readyEvent: 'connect',
      connect: () =>
        connect({
          host,
          port,
          allowHalfOpen: true,
          noDelay: true,
          keepAlive: true,
          keepAliveInitialDelay: keepAliveMillis,
          lookup: netLookup(resolver),
        }).on('error', () => resolver.doubt()),
    },
    options,
  );
}
