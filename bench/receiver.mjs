// Takes everything in a process of its own, and counts: node bench/receiver.mjs '{"kind":"udp"}', started by receiver-process.mjs.
// Kinds: udp, tcp, unix, http; stalled (accepts, and never reads) and unavailable (HTTP 503).
import { createSocket } from 'node:dgram';
import { rmSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';

const { kind, path, answer = { status: 200, body: '' } } = JSON.parse(process.argv[2]);
const counts = { bytes: 0, packets: 0, requests: 0 };

function count(chunk) {
  counts.bytes += chunk.length;
  counts.packets += 1;
}

function ready({ port }) {
  process.send({ port });
}

function listen(server) {
  server.listen(path === undefined ? { port: 0, host: '127.0.0.1' } : { path }, () =>
    ready(path === undefined ? server.address() : {}),
  );
}

function listenUdp() {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 4_194_304 });
  socket.on('message', count);
  socket.bind(0, '127.0.0.1', () => ready(socket.address()));
}

function listenHttp({ status, body }) {
  const server = createHttpServer((request, response) => {
    counts.requests += 1;
    request.on('data', count);
    request.on('end', () => response.writeHead(status, { 'content-type': 'application/json' }).end(body));
  });
  listen(server);
}

const kinds = {
  udp: listenUdp,
  tcp: () => listen(createServer((socket) => socket.on('data', count).on('error', () => {}))),
  unix: () => listen(createServer((socket) => socket.on('data', count).on('error', () => {}))),
  stalled: () => listen(createServer({ pauseOnConnect: true }, (socket) => socket.on('error', () => {}))),
  http: () => listenHttp(answer),
  unavailable: () => listenHttp({ status: 503, body: '' }),
};

process.on('message', () => {
  process.send({ ...counts });
  Object.assign(counts, { bytes: 0, packets: 0, requests: 0 });
});
process.on('disconnect', () => {
  if (path !== undefined) rmSync(path, { force: true });
  process.exit();
});
kinds[kind]();
