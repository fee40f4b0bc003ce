import { once } from 'node:events';
import type { ListenOptions, Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import type { Fault, FaultKind } from '../faults/fault.js';
import { Connections } from './connections.js';
import type { DropKind, Listener } from './listener.js';

/** What differs between TCP, TLS and Unix sockets. */
export interface StreamOptions {
  /** The socket to read from: what was accepted, or TLS over it. */
  wrap(accepted: Socket): Socket;
  /** Where to listen the first time, and again. */
  listenOptions(): ListenOptions;
  /** Called whenever the server listens. */
  onListening(server: Server): void;
  endpoint(): string;
  /** Takes over a new connection. */
  handle(socket: Socket, connections: Connections): void;
}

/** Listens for connections. */
export async function listenStream(options: StreamOptions): Promise<StreamListener> {
  const listener = new StreamListener(options);
  await listener.listenAgain();
  return listener;
}

/** One listening stream socket with its connections. */
export class StreamListener implements Listener {
  readonly faultKinds: readonly FaultKind[] = ['refuse', 'stall', 'slow', 'reset', 'half-close'];
  readonly #options: StreamOptions;
  readonly #connections = new Connections();
  #server: Server | undefined;

  constructor(options: StreamOptions) {
    this.#options = options;
  }

  get endpoint(): string {
    return this.#options.endpoint();
  }

  async listenAgain(): Promise<void> {
    if (this.#server !== undefined) return;
    const server = createServer({ allowHalfOpen: true }, (accepted) => {
      this.#connections.add(this.#options.wrap(accepted), accepted, (socket) => {
        this.#options.handle(socket, this.#connections);
      });
    });
    server.listen(this.#options.listenOptions());
    await once(server, 'listening');
    this.#server = server;
    this.#options.onListening(server);
  }

  async sustain(fault: Fault | undefined): Promise<void> {
    this.#connections.sustain(fault);
    if (fault?.kind === 'refuse') await this.refuse();
    else await this.listenAgain();
  }

  stall(): void {
    this.#connections.gate.close();
  }

  resume(): void {
    this.#connections.gate.open();
  }

  async refuse(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    const closed = once(server, 'close');
    server.close();
    this.#connections.destroy();
    await closed;
  }

  dropConnections(kind: DropKind): void {
    this.#connections.drop(kind);
  }

  halfClose(): void {
    this.#connections.halfClose();
  }

  close(): Promise<void> {
    return this.refuse();
  }
}
