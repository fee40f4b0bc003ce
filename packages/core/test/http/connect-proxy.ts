import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterwards } from './http-server.js';

export interface ConnectProxy {
  readonly port: number;
  /** Where to connections were made, and by whom. */
  readonly tunnels: { readonly to: string | undefined; readonly authorization: string | undefined }[];
}

/** A proxy that knows nothing but CONNECT; one with a `status` refuses. */
export async function startProxy(status = 200): Promise<ConnectProxy> {
  const tunnels: ConnectProxy['tunnels'] = [];
  const server = createServer().on('connect', (request, client) => {
    tunnels.push({ to: request.url, authorization: request.headers['proxy-authorization'] });
    client.on('error', () => {});
    if (status !== 200) return client.end(`HTTP/1.1 ${status} No\r\n\r\n`);
    const [host, port] = request.url!.split(':');
    const target = connect(Number(port), host, () => client.write('HTTP/1.1 200 OK\r\n\r\n'));
    target.on('error', () => client.destroy()).on('close', () => client.destroy());
    client.on('close', () => target.destroy());
    return target.pipe(client).pipe(target);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterwards(() => server.close());
  return { port: (server.address() as AddressInfo).port, tunnels };
}
