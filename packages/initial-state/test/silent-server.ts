import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterwards } from '../../core/test/http/http-server.ts';

interface SilentServer {
  /** Of HTTPS. */
  readonly endpoint: string;
  /** Those that came, ended ones included. */
  readonly connections: readonly Socket[];
}

/** What undici says of connections that it gives up, until the test is over: how long it has waited, for one thing. */
export function givenUpConnections(): readonly string[] {
  const said: string[] = [];
  const note = (message: unknown) => void said.push((message as { readonly error: Error }).error.message);
  subscribe('undici:client:connectError', note);
  afterwards(() => unsubscribe('undici:client:connectError', note));
  return said;
}

/** Takes connections, and never says a word. */
export async function silentServer(): Promise<SilentServer> {
  const connections: Socket[] = [];
  const server = createServer((socket) => {
    connections.push(socket);
    socket.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterwards(() => {
    for (const socket of connections) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { endpoint: `https://127.0.0.1:${port}`, connections };
}
