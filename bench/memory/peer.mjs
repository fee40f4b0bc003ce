import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';

/** A server that takes everything, until its outage begins: `dead` (nobody listens) or `stalled` (nothing is read or answered). */
export async function openPeer(scheme) {
  const sockets = new Set();
  let isStalled = false;
  const answer = (request, response) => {
    request.resume().on('end', () => {
      if (!isStalled) response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  };
  const server = scheme === 'http' ? createHttpServer(answer) : createServer();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    if (scheme === 'http') return;
    if (isStalled) socket.pause();
    else socket.resume();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const close = async () => {
    if (!server.listening) return;
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, 'close');
  };
  return {
    endpoint: `${scheme}://127.0.0.1:${server.address().port}`,
    async begin(outage) {
      if (outage === 'dead') await close();
      isStalled = true;
      if (scheme !== 'http') for (const socket of sockets) socket.pause();
      return 'begun';
    },
    close,
  };
}
