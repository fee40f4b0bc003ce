import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { whenSecure } from './connections.js';
import { Gate } from './gate.js';
import type { HttpAnswer } from './http-answer.js';
import { writeAnswer } from './http-answer.js';
import type { Listener } from './listener.js';
import type { TcpOptions } from './tcp.js';
import { listenSockets } from './tcp.js';

/** A request, once all of it is here. */
export interface HttpRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Who answers, and who wants to know. */
export interface HttpHandler {
  /** The path that the endpoint names; the handler gets requests for others too. */
  readonly path: string;
  /** Longer bodies are answered with 413. */
  readonly maxBodyBytes: number;
  connected(): void;
  answer(request: HttpRequest): HttpAnswer;
}

/** Listens for HTTP requests; for HTTPS with `cert` and `key`. */
export async function listenHttp(options: TcpOptions, handler: HttpHandler): Promise<Listener> {
  // Node's HTTP parser reads from the handle of a socket, past `pause()`: so requests wait, not bytes.
  const gate = new Gate();
  const server = createServer((request, response) => {
    const takeBack = gate.pass(() => read(request, response, handler));
    if (takeBack !== undefined) response.on('close', takeBack);
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  const sockets = await listenSockets(options, (socket) => {
    handler.connected();
    whenSecure(socket, () => server.emit('connection', socket));
  });
  return {
    get endpoint() {
      return sockets.endpoint.replace(/^tcp:/, 'http:').replace(/^tls:/, 'https:') + handler.path;
    },
    faultKinds: ['refuse', 'stall', 'slow', 'half-close'],
    sustain(fault) {
      gate.sustain(fault);
      return sockets.sustain(fault?.kind === 'stall' || fault?.kind === 'slow' ? undefined : fault);
    },
    stall: () => gate.close(),
    resume: () => gate.open(),
    refuse: () => sockets.refuse(),
    listenAgain: () => sockets.listenAgain(),
    dropConnections: (kind) => sockets.dropConnections(kind),
    halfClose: () => sockets.halfClose(),
    close: () => sockets.close(),
  };
}

function read(request: IncomingMessage, response: ServerResponse, handler: HttpHandler): void {
  const chunks: Buffer[] = [];
  let byteCount = 0;
  request.on('error', () => {});
  request.on('data', (chunk: Buffer) => {
    byteCount += chunk.length;
    if (byteCount <= handler.maxBodyBytes) chunks.push(chunk);
  });
  request.on('end', () => {
    const isTooLong = byteCount > handler.maxBodyBytes;
    const { method = '', url = '', headers } = request;
    const [path = '', query = ''] = url.split(/\?(.*)/s);
    const whole = { method, path, query, headers, body: Buffer.concat(chunks) };
    writeAnswer(response, isTooLong ? { status: 413 } : handler.answer(whole));
  });
}
