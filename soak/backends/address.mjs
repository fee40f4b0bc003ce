import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';

const pathOf = (endpoint) => fileURLToPath(endpoint.replace(/^unix:/, 'file:'));

/** Listens at `tcp://host:port` or `unix:///path`; gives the address with the port that it came to be. */
export async function listenAt(server, endpoint) {
  if (endpoint.startsWith('unix:')) {
    rmSync(pathOf(endpoint), { force: true });
    server.listen(pathOf(endpoint));
    await once(server, 'listening');
    return endpoint;
  }
  const { hostname, port } = new URL(endpoint);
  server.listen(Number(port), hostname);
  await once(server, 'listening');
  return `tcp://${hostname}:${server.address().port}`;
}

export function connectTo(endpoint) {
  if (endpoint.startsWith('unix:')) return connect(pathOf(endpoint));
  const { hostname, port } = new URL(endpoint);
  return connect(Number(port), hostname);
}
