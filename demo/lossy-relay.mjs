import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** A relay of datagrams that loses the first ones. */
export async function openLossyRelay(endpoint, lose) {
  const { hostname, port } = new URL(endpoint);
  const socket = createSocket('udp4');
  let seen = 0;
  socket.on('message', (bytes) => {
    seen += 1;
    if (seen > lose) socket.send(bytes, Number(port), hostname);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { endpoint: `udp://127.0.0.1:${socket.address().port}`, close: () => socket.close() };
}
