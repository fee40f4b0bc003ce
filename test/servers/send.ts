import { createSocket } from 'node:dgram';
import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';

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
  return sendAndClose(payload, (connected) => connect(to, connected));
}

/** Sends bytes over one TLS connection; resolves when the server has closed it too. */
export function sendTls(payload: string | Uint8Array, to: ConnectionOptions): Promise<void> {
  return sendAndClose(payload, (connected) => connectTls(to, connected));
}

function sendAndClose(payload: string | Uint8Array, open: (connected: () => void) => Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = open(() => socket.end(payload));
    socket.once('error', reject);
    socket.once('close', () => resolve());
    socket.resume();
  });
}
