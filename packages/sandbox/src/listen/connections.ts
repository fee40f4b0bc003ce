import type { Socket } from 'node:net';
import type { DropKind } from './listener.js';

/** The connections of one listener. */
export class Connections {
  readonly #sockets = new Map<Socket, Socket>();
  #isStalled = false;

  /** Keeps `socket` until it closes; `raw` is what carries it, which differs under TLS. `handle` reads it. */
  add(socket: Socket, raw: Socket, handle: (socket: Socket) => void): void {
    this.#sockets.set(socket, raw);
    raw.on('error', () => {});
    handle(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    // Node may have read up to one high-water mark already; it waits in the stream.
    if (this.#isStalled) socket.pause();
  }

  stall(): void {
    this.#isStalled = true;
    for (const socket of this.#sockets.keys()) socket.pause();
  }

  resume(): void {
    this.#isStalled = false;
    for (const socket of this.#sockets.keys()) socket.resume();
  }

  drop(kind: DropKind): void {
    for (const [socket, raw] of this.#sockets) {
      if (kind === 'fin') socket.destroySoon();
      else reset(socket, raw);
    }
  }

  halfClose(): void {
    for (const socket of this.#sockets.keys()) socket.end();
  }

  destroy(): void {
    for (const [socket, raw] of this.#sockets) {
      socket.destroy();
      raw.destroy();
    }
  }
}

/** A Unix socket knows no reset: its peer sees EPIPE or ECONNRESET on the next write anyway. */
function reset(socket: Socket, raw: Socket): void {
  try {
    raw.resetAndDestroy();
  } catch {
    raw.destroy();
  }
  socket.destroy();
}
