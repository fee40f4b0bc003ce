import type { Breakable } from '../faults/sustained-faults.js';

/** How a connection is dropped: closed in order, or reset. */
export type DropKind = 'fin' | 'reset';

/** A place where bytes arrive, and what can go wrong with it on purpose. */
export interface Listener extends Breakable {
  /** `udp://127.0.0.1:8125`, `tcp://…`, `tls://…` or `unix:///path`. */
  readonly endpoint: string;
  /** Goes on accepting, but reads nothing. */
  stall(): void;
  resume(): void;
  /** Closes the door and all connections: whoever comes is refused. */
  refuse(): Promise<void>;
  /** Opens the same door again. */
  listenAgain(): Promise<void>;
  dropConnections(kind: DropKind): void;
  /** Says on all connections that nothing will be sent, and goes on reading. */
  halfClose(): void;
  /** Ends everything for good. */
  close(): Promise<void>;
}

/** Reads what comes over one connection. */
export interface ConnectionReader {
  /** Takes the next bytes; `false` drops the connection. */
  read(chunk: Buffer): boolean;
  /** No more bytes come. `inOrder` tells a proper end from a broken connection. Called once. */
  end(inOrder: boolean): void;
}

/** Where to listen. */
export interface Address {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
}

/** Host and port as they stand in a URL. */
export function formatAddress({ host, port }: Address): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
