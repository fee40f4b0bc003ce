import { once } from 'node:events';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { HttpTransportOptions } from '../../src/http/http-options.js';
import type { HttpResponse } from '../../src/http/response.js';
import { batchOf, inMillis } from '../transport/batches.js';
import { StreamServer } from '../transport/stream-server.js';
import { type Answer, afterwards, cleanUp, HttpServer, transportTo } from './http-server.js';
import { JumpClock } from './jump-clock.js';

afterEach(cleanUp);

const accept = (socket: Socket) =>
  socket.once('data', () => socket.end('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n'));

/** A server that treats its first connection like this, and answers 204 on all others. */
async function faultyServer(first: (socket: Socket) => void) {
  const server = await StreamServer.start({
    onConnection: (socket) => (server.sockets.length === 1 ? first(socket) : accept(socket)),
  });
  afterwards(() => server.stop());
  return { server, url: new URL(`http://127.0.0.1:${server.port}/metrics`) };
}

/** What is longer does not fit into the buffers of both kernels: its writing ends when somebody has read most of it. */
const long = 'x'.repeat(16_777_216);

describe('a connection that breaks', () => {
  it.each<[string, (socket: Socket) => void, string, RegExp]>([
    [
      'when the request has come',
      (socket) => socket.once('data', () => socket.resetAndDestroy()),
      'x',
      /\((UND_ERR_SOCKET|ECONNRESET|EPIPE)\)/,
    ],
    [
      'in the middle of the body',
      (socket) => socket.once('data', () => socket.resetAndDestroy()),
      long,
      /\((UND_ERR_SOCKET|ECONNRESET|EPIPE)\); did the server restart\?$/,
    ],
    [
      'before the answer',
      (socket) => socket.once('data', () => socket.end()),
      'x',
      /closed the connection before it answered \(UND_ERR_SOCKET\); did the server restart\?$/,
    ],
    [
      'in the middle of the answer',
      (socket) => socket.once('data', () => socket.end('HTTP/1.1 20')),
      'x',
      /closed the connection before it answered \(UND_ERR_SOCKET\); did the server restart\?$/,
    ],
    [
      'after something that is no answer',
      (socket) => socket.once('data', () => socket.end('hello\r\n\r\n')),
      'x',
      /does not speak HTTP \((HPE_\w+|HTTPParserError)\); is it an HTTP port\?$/,
    ],
  ])('%s is replaced by another one, if a payload may be sent twice', async (_, first, payload, message) => {
    const { server, url } = await faultyServer(first);
    expect(await transportTo(url).send(batchOf(payload), inMillis(10_000))).toEqual({ delivered: 1 });
    expect(server.sockets).toHaveLength(2);

    const other = await faultyServer(first);
    const once = transportTo(other.url, { isIdempotent: false });
    expect(await once.send(batchOf(payload, 'y'), inMillis(10_000))).toEqual({
      delivered: 2,
      lost: [{ payload: 0, reason: 'unconfirmed', error: expect.anything() }],
    });

    const third = await faultyServer(first);
    const { error } = await transportTo(third.url, { maxRetries: 0 }).send(
      batchOf(payload),
      inMillis(10_000),
    );
    expect(error?.message).toMatch(message);
  });

  it('as soon as it is made is replaced by another one', async () => {
    const { server, url } = await faultyServer((socket) => socket.resetAndDestroy());
    expect(await transportTo(url).send(batchOf('x'), inMillis(10_000))).toEqual({ delivered: 1 });
    expect(server.sockets).toHaveLength(2);
  });

  it('is not risked where a payload must not be sent twice: an idle one is ended before the server may end it', async () => {
    const answer = 'HTTP/1.1 204 No Content\r\nKeep-Alive: timeout=60\r\n\r\n';
    const { server, url } = await faultyServer((socket) => socket.on('data', () => socket.write(answer)));
    const transport = transportTo(url, { isIdempotent: false });
    expect(await transport.send(batchOf('a', 'b'), inMillis(5_000))).toEqual({ delivered: 2 });
    expect(server.sockets).toHaveLength(1);
    await once(server.sockets[0]!, 'close');
  });

  it('between two requests does no harm, even where a payload must not be sent twice', async () => {
    const { server, url } = await faultyServer((socket) =>
      socket.once('data', () => {
        socket.write('HTTP/1.1 204 No Content\r\n\r\n');
        socket.end();
      }),
    );
    const transport = transportTo(url, { isIdempotent: false });
    expect(await transport.send(batchOf('a'), inMillis(5_000))).toEqual({ delivered: 1 });
    await vi.waitFor(() => expect(server.sockets[0]!.destroyed).toBe(true), 10_000);
    expect(await transport.send(batchOf('b'), inMillis(5_000))).toEqual({ delivered: 1 });
    expect(server.sockets).toHaveLength(2);
  });
});

describe('an answer', () => {
  /** What the backend gets to see of it, and the outcome. */
  async function seenOf(answer: Answer, options: Partial<HttpTransportOptions> = {}) {
    const seen: HttpResponse[] = [];
    const interpret = (response: HttpResponse) => {
      seen.push(response);
      return undefined;
    };
    const server = await HttpServer.start([answer, 204]);
    const clock = new JumpClock();
    const transport = transportTo(server.url, { clock, interpret, ...options });
    const outcome = await transport.send(batchOf('x'), clock.monotonicMillis() + 5_000);
    return { outcome, server, transport, seen: seen[0]! };
  }

  it('is read whole, headers and text', async () => {
    const { seen } = await seenOf((response) =>
      response.writeHead(200, { 'X-Two': ['a', 'b'] }).end('größer'),
    );
    expect(seen).toMatchObject({ status: 200, body: 'größer', isComplete: true });
    expect(seen.headers['x-two']).toEqual(['a', 'b']);
  });

  it.each([
    ['with a length', { 'content-length': '100' }],
    ['in chunks', {}],
  ])('that breaks off counts by its status, and the backend is told (%s)', async (_, headers) => {
    const { seen, outcome } = await seenOf((response) => {
      response.writeHead(200, headers).write('half', () => response.destroy());
    });
    expect(outcome).toEqual({ delivered: 1 });
    expect(seen).toMatchObject({ status: 200, body: 'half', isComplete: false });
  });

  it('that does not end is read up to its bound, and its connection is not used again', async () => {
    const pour: Answer = (response) => {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(1_000)));
      };
      response.on('drain', more);
      more();
    };
    const { outcome, seen, server, transport } = await seenOf(pour, { maxResponseBytes: 1_500 });
    expect(outcome).toEqual({ delivered: 1 });
    expect(seen).toMatchObject({ body: 'x'.repeat(1_500), isComplete: false });
    await vi.waitFor(() => expect(server.sockets[0]!.destroyed).toBe(true), 10_000);
    expect(await transport.send(batchOf('y'), inMillis(5_000))).toEqual({ delivered: 1 });
  });

  it('of exactly the bound is complete', async () => {
    const { seen, server, transport } = await seenOf((response) => response.end('12345'), {
      maxResponseBytes: 5,
    });
    expect(seen).toMatchObject({ body: '12345', isComplete: true });
    await transport.send(batchOf('y'), inMillis(5_000));
    expect(server.sockets).toHaveLength(1);
  });

  it('may come before the body was read', async () => {
    const { url } = await faultyServer((socket) => {
      socket.once('data', () => {
        socket.pause();
        socket.write('HTTP/1.1 413 Payload Too Large\r\nContent-Length: 0\r\n\r\n');
      });
    });
    const { delivered, lost } = await transportTo(url).send(batchOf(long, 'y'), inMillis(10_000));
    expect([delivered, lost?.length, lost?.[0]?.payload, lost?.[0]?.reason]).toEqual([2, 1, 0, 'rejected']);
  });

  it('may come byte by byte', async () => {
    const { url } = await faultyServer((socket) =>
      socket.once('data', async () => {
        for (const byte of 'HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\nok') {
          await new Promise((resolve) => socket.write(byte, resolve));
        }
      }),
    );
    expect(await transportTo(url).send(batchOf('x'), inMillis(5_000))).toEqual({ delivered: 1 });
  });
});
