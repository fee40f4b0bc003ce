import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** A relay of datagrams that loses the first ones. */
export async function openLossyRelay(endpoint, lose) {
  const { hostname, port } = new URL(endpoint);
  const socket = createSocket('udp4');
  let lostCount = 0;
  socket.on('message', (bytes) => {
    if (lostCount < lose) lostCount += 1;
    else socket.send(bytes, Number(port), hostname);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    endpoint: `udp://127.0.0.1:${socket.address().port}`,
    get lostCount() {
      return lostCount;
    },
    close: () => socket.close(),
  };
}
