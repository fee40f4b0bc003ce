import { connect } from 'node:net';
import { createStreamTransport, type StreamOptions } from './stream.js';
import type { Transport } from './transport.js';

export interface UnixStreamTransportOptions extends StreamOptions {
  readonly path: string;
}

/** A connection to a unix stream socket. Datagram sockets are beyond Node. */
export function createUnixStreamTransport(options: UnixStreamTransportOptions): Transport {
  const { path } = options;
  return createStreamTransport(
    {
      endpoint: `unix://${path}`,
      isResetToldToWrites: false,
      readyEvent: 'connect',
      connect: () => connect({ path, allowHalfOpen: true }),
    },
    options,
  );
}
