import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Fault } from '../faults/fault.js';
import { Gate } from './gate.js';
import type { DropKind } from './listener.js';

/** While nothing is read, nobody hears that a connection is gone: so that they do not pile up for days. */
const maxConnections = 1000;

/** The connections of one listener; beyond a bound, the oldest is closed. */
export class Connections {
  readonly gate = new Gate();
  readonly #max: number;
  readonly #sockets = new Map<Socket, Socket>();
  /** Those over which something may be sent. */
  readonly #ready = new WeakSet<Socket>();
  /** How to take back what waits of a connection, which is one chunk, or its end. */
  readonly #waiting = new Map<Socket, () => void>();
  #fault: Fault | undefined;

  constructor(max = maxConnections) {
    this.#max = max;
  }

  /** Keeps `socket` until it closes; `raw` is what carries it, which differs under TLS. `handle` reads it. */
  add(socket: Socket, raw: Socket, handle: (socket: Socket) => void): void {
    this.#sockets.set(socket, raw);
    raw.on('error', () => {});
    socket.on('close', () => this.#forget(socket));
    handle(socket);
    whenSecure(socket, () => {
      this.#ready.add(socket);
      if (this.#fault?.kind === 'half-close') socket.end();
    });
    if (this.#sockets.size > this.#max) this.#closeOldest();
  }

  sustain(fault: Fault | undefined): void {
    this.#fault = fault;
    this.gate.sustain(fault);
    if (fault?.kind === 'half-close') this.halfClose();
  }

  /** Lets what came over `socket` go on when it may, and reads no more before that; or resets the connection. */
  pass(socket: Socket, go: () => void): void {
    const takeBack = this.gate.pass(() => {
      const raw = this.#sockets.get(socket);
      this.#waiting.delete(socket);
      if (raw !== undefined && this.#fault?.kind === 'reset') return reset(socket, raw);
      go();
      if (socket.isPaused()) socket.resume();
    });
    if (takeBack === undefined) return;
    socket.pause();
    this.#waiting.set(socket, takeBack);
  }

  drop(kind: DropKind): void {
    for (const [socket, raw] of this.#sockets) {
      if (kind === 'reset') reset(socket, raw);
      // one whose peer takes nothing may have been closed before, and each time would leave a listener
      else if (socket.writableEnded) socket.destroy();
      else socket.destroySoon();
    }
  }

  halfClose(): void {
    for (const socket of this.#sockets.keys()) if (this.#ready.has(socket)) socket.end();
  }

  destroy(): void {
    for (const [socket, raw] of this.#sockets) destroy(socket, raw);
  }

  #closeOldest(): void {
    const [oldest] = this.#sockets;
    if (oldest === undefined) return;
    this.#sockets.delete(oldest[0]);
    destroy(...oldest);
  }

  #forget(socket: Socket): void {
    this.#waiting.get(socket)?.();
    this.#waiting.delete(socket);
    this.#sockets.delete(socket);
  }
}

/** Calls back once TLS, if a new connection speaks it, is agreed upon. */
export function whenSecure(socket: Socket, then: () => void): void {
  if (socket instanceof TLSSocket) socket.on('error', () => {}).once('secure', then);
  else then();
}

function destroy(socket: Socket, raw: Socket): void {
  socket.destroy();
  raw.destroy();
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
