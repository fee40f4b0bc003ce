import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '@otelwire/core';
import { systemClock } from '@otelwire/core';
import type { Address } from '../listen/listener.js';
import { pageFolder } from '../own-package.cjs';
import { PageAnswerer } from './answer.js';
import { Guard, originProblem } from './guard.js';
import type { PageSource } from './page-source.js';
import { Refusal } from './refusal.js';
import { securityHeaders } from './security-headers.js';

/** Where the page is served, and what it shows. */
export interface PageServerOptions extends Address {
  readonly source: PageSource;
  /** More names by which browsers may ask. */
  readonly names?: readonly string[];
  /** With the built page. Default: that of this package. */
  readonly folder?: string;
  readonly clock?: Clock;
}

/** A server that serves the page. */
export interface PageServer {
  readonly port: number;
  /** Ends all connections too. */
  close(): Promise<void>;
}

/** Serves the page, and what it asks for. Rejects with the error of the socket. */
export async function startPageServer(options: PageServerOptions): Promise<PageServer> {
  const { host, source, names = [], folder = pageFolder, clock = systemClock } = options;
  const guard = new Guard({ host, names });
  const answerer = new PageAnswerer(source, folder, clock);
  const server = createServer((request, response) => {
    respond(request, response, guard, answerer).catch(() => response.destroy());
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  server.listen(options.port, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  guard: Guard,
  answerer: PageAnswerer,
): Promise<void> {
  response.on('error', () => {});
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
  try {
    const { headers, socket, url = '' } = request;
    const isCall = url.startsWith('/api/');
    const problem =
      guard.hostProblem(headers, socket.localPort ?? 0) ?? (isCall ? originProblem(headers) : undefined);
    if (problem !== undefined) throw new Refusal(403, problem);
    await answerer.answer(request, response);
  } catch (error) {
    const { status, message, headers } = refusalOf(error);
    response
      .writeHead(status, { ...headers, 'content-type': 'text/plain; charset=utf-8' })
      .end(`${message}\n`);
  }
}

function refusalOf(error: unknown): Refusal {
  return error instanceof Refusal ? error : new Refusal(500, 'something went wrong in the sandbox');
}
