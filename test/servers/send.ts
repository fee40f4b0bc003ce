import { createSocket } from 'node:dgram';
import { connect, type NetConnectOpts } from 'node:net';

/** Sends one datagram; resolves when the kernel has it. */
export function sendDatagram(payload: string | Uint8Array, port: number, host = '127.0.0.1'): Promise<void> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.send(payload, port, host, (error) => {
      socket.close();
      if (error) reject(error);
      else resolve();
    });
  });
}

/** Sends bytes over one TCP or unix stream connection; resolves when the server has closed it too. */
export function sendStream(payload: string | Uint8Array, to: NetConnectOpts): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(to, () => socket.end(payload));
    socket.once('error', reject);
    socket.once('close', () => resolve());
    socket.resume();
  });
}
