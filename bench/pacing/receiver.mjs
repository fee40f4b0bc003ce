// A server that spends 20 µs on each datagram and has the socket buffer that it is given: node bench/pacing/receiver.mjs, with an IPC channel.
import { createSocket } from 'node:dgram';

const workMillis = 0.02;
const counts = { datagrams: 0, bytes: 0 };

const socket = createSocket('udp4', (bytes) => {
  const end = performance.now() + workMillis;
  counts.datagrams += 1;
  counts.bytes += bytes.length;
  while (performance.now() < end);
});
socket.bind(0, '127.0.0.1', () => {
  process.send({ port: socket.address().port, receiveBufferBytes: socket.getRecvBufferSize() });
});
process.on('message', () => process.send(counts));
process.once('disconnect', () => process.exit());
