import { isIP } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { endpointUrl } from './endpoint-url.js';
import { netLookup, Resolver } from './resolver.js';
import { createStreamTransport } from './stream.js';
import type { TcpTransportOptions } from './tcp.js';
import type { Transport } from './transport.js';

/** As `tls.connect` takes them. `servername` is by default the host, unless that is an IP address. */
export type TlsOptions = Pick<
  ConnectionOptions,
  | 'ca'
  | 'cert'
  | 'ciphers'
  | 'key'
  | 'minVersion'
  | 'passphrase'
  | 'pfx'
  | 'rejectUnauthorized'
  | 'servername'
>;

export interface TlsTransportOptions extends TcpTransportOptions {
  readonly tls?: TlsOptions;
}

/** A TCP connection with TLS. */
export function createTlsTransport(options: TlsTransportOptions): Transport {
  const { host, port, keepAliveMillis = 60_000, tls } = options;
  // an import would cost every exporter 2 ms of its start and 0.4 MB
  const { connect } = process.getBuiltinModule('node:tls');
  const resolver = new Resolver(options);
  const servername = tls?.servername ?? (isIP(host) === 0 ? host : undefined);
  // The typings of Node 20 do not know that `allowHalfOpen` is passed on.
  const socketOptions: ConnectionOptions & { readonly allowHalfOpen: true } = {
    ...tls,
    ...(servername === undefined ? {} : { servername }),
    host,
    port,
    allowHalfOpen: true,
    lookup: netLookup(resolver),
  };
  return createStreamTransport(
    {
      endpoint: endpointUrl('tls', host, port),
      isResetToldToWrites: true,
      readyEvent: 'secureConnect',
      connect: () =>
        connect(socketOptions)
          .setNoDelay(true)
          .setKeepAlive(true, keepAliveMillis)
          .on('error', () => resolver.doubt()),
    },
    options,
  );
}
