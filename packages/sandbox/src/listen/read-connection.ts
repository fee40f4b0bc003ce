import type { Socket } from 'node:net';
import type { ConnectionReader } from './listener.js';

/** Reads `socket` with `reader` until its end. */
export function readConnection(socket: Socket, reader: ConnectionReader): void {
  let hasEnded = false;
  const end = (inOrder: boolean) => {
    if (!hasEnded) reader.end(inOrder);
    hasEnded = true;
  };
  socket.on('data', (chunk: Buffer) => {
    if (!hasEnded && !reader.read(chunk)) socket.destroy();
  });
  socket.on('end', () => {
    end(true);
    socket.end();
  });
  socket.on('error', () => end(false));
  socket.on('close', () => end(false));
}
