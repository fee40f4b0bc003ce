import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { Connections } from '../../src/listen/connections.ts';

test('beyond the bound the oldest connection is closed, also when nobody reads them', async () => {
  const connections = new Connections(2);
  connections.sustain({ kind: 'stall' });
  const server = createServer((socket) => connections.add(socket, socket, () => {}));
  server.listen(0, '127.0.0.1');
  onTestFinished(() => {
    connections.destroy();
    server.close();
  });
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const sockets: Socket[] = [];
  const closed: number[] = [];
  for (let index = 0; index < 5; index += 1) {
    const socket = connect(port, '127.0.0.1');
    socket.on('close', () => closed.push(index)).resume();
    await once(socket, 'connect');
    sockets.push(socket);
  }
  await expect.poll(() => closed).toEqual([0, 1, 2]);
  for (const socket of sockets) socket.destroy();
});
