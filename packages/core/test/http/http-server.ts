import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { systemClock } from '../../src/clock.js';
import type { HttpTransportOptions } from '../../src/http/http-options.js';
import { createHttpTransport } from '../../src/http/http-transport.js';
import type { Transport } from '../../src/transport/transport.js';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A status, or what to do with a request that has arrived whole. */
export type Answer = number | ((response: ServerResponse, request: Received) => void);

const cleanups: (() => unknown)[] = [];

/** Ends what a test has started, the last first: for `afterEach`. */
export async function cleanUp(): Promise<void> {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
}

export function afterwards(cleanup: () => unknown): void {
  cleanups.push(cleanup);
}

/** A server in this process that remembers its requests, and answers them in turn; the last answer stands for all further ones. */
export class HttpServer {
  readonly requests: Received[] = [];
  readonly sockets: Socket[] = [];
  readonly #server: Server;
  readonly #scheme: string;

  private constructor(answers: readonly Answer[], tls: ServerOptions | undefined) {
    this.#scheme = tls === undefined ? 'http' : 'https';
    this.#server = tls === undefined ? createServer() : createTlsServer(tls);
    this.#server.on('connection', (socket) => this.sockets.push(socket));
    this.#server.on('request', async (request, response) => {
      const { method = '', url = '', headers } = request;
      const chunks: Buffer[] = [];
      try {
        for await (const chunk of request) chunks.push(chunk);
      } catch {
        return;
      }
      const received = { method, path: url, headers, body: Buffer.concat(chunks) };
      const answer = answers[Math.min(this.requests.length, answers.length - 1)] ?? 204;
      this.requests.push(received);
      if (typeof answer === 'number') response.writeHead(answer).end();
      else answer(response, received);
    });
  }

  static async start(answers: readonly Answer[] = [204], tls?: ServerOptions): Promise<HttpServer> {
    const started = new HttpServer(answers, tls);
    started.#server.listen(0, '127.0.0.1');
    await once(started.#server, 'listening');
    afterwards(() => started.stop());
    return started;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): URL {
    return new URL(`${this.#scheme}://127.0.0.1:${this.port}/metrics`);
  }

  /** The bodies so far. */
  get bodies(): string[] {
    return this.requests.map(({ body }) => body.toString());
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    if (!this.#server.listening) return;
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** A transport that is closed after the test. Proxies of this machine stay out of it. */
export function transportTo(url: URL, options: Partial<HttpTransportOptions> = {}): Transport {
  const transport = createHttpTransport({
    url,
    clock: systemClock,
    contentType: 'application/json',
    proxy: 'none',
    ...options,
  });
  afterwards(() => transport.close(systemClock.monotonicMillis() + 100));
  return transport;
}
