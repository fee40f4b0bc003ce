import type { Socket as DatagramSocket } from 'node:dgram';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { NetConnectOpts, Socket } from 'node:net';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { testCertificate } from './certificate.ts';

function addressOf(endpoint: string): NetConnectOpts {
  const { protocol, hostname, port, pathname } = new URL(endpoint);
  return protocol === 'unix:' ? { path: pathname } : { host: hostname, port: Number(port) };
}

/** A connection to an endpoint, once it is open. */
export async function connectTo(endpoint: string): Promise<Socket> {
  const isTls = endpoint.startsWith('tls:');
  const address = addressOf(endpoint);
  const socket = isTls ? connectTls({ ...address, ca: testCertificate.cert }) : connect(address);
  await once(socket, isTls ? 'secureConnect' : 'connect');
  return socket;
}

/** Sends datagrams from one connected socket; gives the error that the kernel reported, if any. */
export async function sendDatagrams(
  endpoint: string,
  payloads: readonly string[],
): Promise<Error | undefined> {
  const { hostname, port } = new URL(endpoint);
  const socket: DatagramSocket = createSocket('udp4');
  let problem: Error | undefined;
  socket.on('error', (error) => {
    problem = error;
  });
  socket.connect(Number(port), hostname);
  await once(socket, 'connect');
  for (const payload of payloads) {
    await new Promise<void>((resolve) => {
      socket.send(payload, (error) => {
        problem ??= error ?? undefined;
        resolve();
      });
    });
  }
  socket.close();
  return problem;
}

/** Whether an endpoint takes connections. */
export async function isOpen(endpoint: string): Promise<boolean> {
  try {
    (await connectTo(endpoint)).destroy();
    return true;
  } catch {
    return false;
  }
}
