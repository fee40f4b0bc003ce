import type { DropKind, Listener } from './listener.js';

/** What can go wrong on purpose, on all listeners at once. */
export class Faults {
  readonly #listeners: readonly Listener[];

  constructor(listeners: readonly Listener[]) {
    this.#listeners = listeners;
  }

  /** Goes on accepting, but reads nothing: senders fill the buffers and then wait, datagrams beyond them are lost. */
  stall(): void {
    for (const listener of this.#listeners) listener.stall();
  }

  /** Reads again, first what has waited. */
  resume(): void {
    for (const listener of this.#listeners) listener.resume();
  }

  /** Closes the listening sockets and all connections: ECONNREFUSED for whoever comes. */
  async refuse(): Promise<void> {
    await Promise.all(this.#listeners.map((listener) => listener.refuse()));
  }

  /** Listens on the same ports and paths as before. */
  async listenAgain(): Promise<void> {
    await Promise.all(this.#listeners.map((listener) => listener.listenAgain()));
  }

  /** Ends the connections that are open now, in order or with a reset. */
  dropConnections(kind: DropKind): void {
    for (const listener of this.#listeners) listener.dropConnections(kind);
  }

  /** Sends FIN on the connections that are open now, and goes on reading. */
  halfClose(): void {
    for (const listener of this.#listeners) listener.halfClose();
  }
}
