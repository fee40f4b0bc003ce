import { readFile } from 'node:fs/promises';
import type { RealServer } from './real-servers.ts';

/**
 * What carbon-c-relay 3.7.3 passed on: to the carbon in its folder, and to a file, which keeps all of it over restarts.
 *
 * It reads names, not numbers: a value that is none is passed on. In names, not in tags, it puts `_` in the place of all
 * but `[-_:#A-Za-z0-9.]`; it loses the last line of a datagram or a stream if no newline ends it.
 */
export class CarbonRelay {
  readonly #server: RealServer;

  constructor(server: RealServer) {
    this.#server = server;
  }

  /** Plaintext over UDP and TCP, on 127.0.0.1. */
  get port(): number {
    return this.#server.port();
  }

  /** Plaintext over TLS, on 127.0.0.1; its certificate is for `localhost` and `127.0.0.1`. */
  get tlsPort(): number {
    return this.#server.port('TLS_PORT');
  }

  /** A unix stream socket. */
  get socketPath(): string {
    return this.#server.setting('SOCK');
  }

  /** What to trust for its certificate, as PEM. */
  ca(): Promise<string> {
    return readFile(this.#server.setting('CA'), 'utf8');
  }

  /** The lines, in the order in which they came over each connection. */
  async lines(): Promise<string[]> {
    const text = await readFile(this.#server.setting('LINES'), 'utf8');
    return text.split('\n').slice(0, -1);
  }
}
