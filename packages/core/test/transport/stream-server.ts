import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

export interface StreamServerOptions {
  /** Default: a free one. */
  readonly port?: number;
  readonly path?: string;
  readonly tls?: TlsOptions;
  /** Default: reads and remembers. */
  readonly onConnection?: (socket: Socket) => void;
}

/** A stream server in this process that remembers what it reads, connection by connection. */
export class StreamServer {
  readonly sockets: Socket[] = [];
  readonly #chunks: Buffer[][] = [];
  readonly #server: Server;

  private constructor(options: StreamServerOptions) {
    const onConnection = (socket: Socket) => {
      const chunks: Buffer[] = [];
      this.sockets.push(socket);
      this.#chunks.push(chunks);
      socket.on('error', () => {});
      if (options.onConnection === undefined) socket.on('data', (chunk) => chunks.push(chunk));
      else options.onConnection(socket);
    };
    const settings = { allowHalfOpen: false };
    this.#server =
      options.tls === undefined
        ? createServer(settings, onConnection)
        : createTlsServer({ ...options.tls }, onConnection);
    this.#server.on('tlsClientError', () => {});
  }

  static async start(options: StreamServerOptions = {}): Promise<StreamServer> {
    const started = new StreamServer(options);
    if (options.path === undefined) started.#server.listen(options.port ?? 0, '127.0.0.1');
    else started.#server.listen(options.path);
    await once(started.#server, 'listening');
    return started;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** What the connection of this number sent, in the order of connections. */
  read(connection = 0): Buffer {
    return Buffer.concat(this.#chunks[connection] ?? []);
  }

  text(connection = 0): string {
    return this.read(connection).toString();
  }

  /** Stops listening and drops every connection. */
  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    if (!this.#server.listening) return;
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** A port of this machine where nobody listens. */
export async function freePort(): Promise<number> {
  const server = await StreamServer.start();
  const { port } = server;
  await server.stop();
  return port;
}
