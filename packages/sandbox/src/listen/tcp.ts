import type { AddressInfo, Socket } from 'node:net';
import type { SecureContextOptions } from 'node:tls';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { Connections } from './connections.js';
import type { Address, ConnectionReader, Listener } from './listener.js';
import { formatAddress } from './listener.js';
import { readConnection } from './read-connection.js';
import { listenStream } from './stream.js';

/** Where to listen; with a certificate and its key, TLS is spoken. */
export interface TcpOptions extends Address {
  readonly cert?: SecureContextOptions['cert'];
  readonly key?: SecureContextOptions['key'];
}

/** Listens for TCP or TLS connections, and reads them. */
export function listenTcp(options: TcpOptions, createReader: () => ConnectionReader): Promise<Listener> {
  return listenSockets(options, (socket, connections) => {
    readConnection(socket, connections, createReader());
  });
}

/** Listens for TCP or TLS connections, and hands them on. */
export function listenSockets(
  options: TcpOptions,
  handle: (socket: Socket, connections: Connections) => void,
): Promise<Listener> {
  const { host, cert, key } = options;
  let { port } = options;
  const secureContext = cert === undefined ? undefined : createSecureContext({ cert, key });
  const scheme = secureContext === undefined ? 'tcp' : 'tls';
  return listenStream({
    wrap: (accepted) =>
      secureContext === undefined ? accepted : new TLSSocket(accepted, { isServer: true, secureContext }),
    listenOptions: () => ({ host, port }),
    onListening(server) {
      port = (server.address() as AddressInfo).port;
    },
    endpoint: () => `${scheme}://${formatAddress({ host, port })}`,
    handle,
  });
}
