import type { ConnectionReader, Listener } from './listener.js';
import { readConnection } from './read-connection.js';
import { listenStream } from './stream.js';

/** Listens for connections on a Unix stream socket; its file is removed on close. */
export function listenUnix(path: string, createReader: () => ConnectionReader): Promise<Listener> {
  return listenStream({
    wrap: (accepted) => accepted,
    listenOptions: () => ({ path }),
    onListening() {},
    endpoint: () => `unix://${path}`,
    handle: (socket, connections) => readConnection(socket, connections, createReader()),
  });
}
