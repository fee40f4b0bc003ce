import type { Socket } from 'node:net';
import type { Connections } from './connections.js';
import type { ConnectionReader } from './listener.js';

/** Reads `socket`, which is one of the connections, with `reader` until its end. */
export function readConnection(socket: Socket, connections: Connections, reader: ConnectionReader): void {
  let hasEnded = false;
  const end = (inOrder: boolean) => {
    if (!hasEnded) reader.end(inOrder);
    hasEnded = true;
  };
  socket.on('data', (chunk: Buffer) => {
    connections.pass(socket, () => {
      if (!hasEnded && !reader.read(chunk)) socket.destroy();
    });
  });
  socket.on('end', () => {
    connections.pass(socket, () => {
      end(true);
      socket.end();
    });
  });
  socket.on('error', () => end(false));
  socket.on('close', () => end(false));
}
