import { connect, createServer, type Server, type Socket } from 'node:net';

/** Forwards TCP connections to a port, and resets them when it is told to: what it has not forwarded yet is lost. */
export class ResettingRelay {
  readonly #server: Server;
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  #isHolding = false;

  private constructor(server: Server) {
    this.#server = server;
  }

  static open(port: number): Promise<ResettingRelay> {
    const server = createServer();
    const relay = new ResettingRelay(server);
    server.on('connection', (socket) => relay.#connect(socket, port));
    return new Promise((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve(relay));
    });
  }

  get port(): number {
    return (this.#server.address() as { port: number }).port;
  }

  /** Accepts and reads nothing more, until the next reset. */
  hold(): void {
    this.#isHolding = true;
    for (const [client] of this.#pairs) client.pause();
  }

  reset(): void {
    this.#isHolding = false;
    for (const [client, carbon] of this.#pairs) {
      client.resetAndDestroy();
      carbon.destroy();
    }
  }

  async close(): Promise<void> {
    this.reset();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }

  #connect(client: Socket, port: number): void {
    const carbon = connect(port, '127.0.0.1');
    const pair = [client, carbon] as const;
    this.#pairs.add(pair);
    client.on('error', () => {}).on('close', () => this.#pairs.delete(pair));
    carbon.on('error', () => client.resetAndDestroy());
    client.on('data', (chunk) => carbon.write(chunk));
    client.on('end', () => carbon.end());
    if (this.#isHolding) client.pause();
  }
}
