import { Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { createStreamTransport } from '../../src/transport/stream.js';
import { createTcpTransport, type TcpTransportOptions } from '../../src/transport/tcp.js';
import type { Transport } from '../../src/transport/transport.js';
import { batchOf, inMillis, sleepMillis } from './batches.js';
import { freePort, StreamServer } from './stream-server.js';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function transportTo(port: number, options: Partial<TcpTransportOptions> = {}): Transport {
  const transport = createTcpTransport({ host: '127.0.0.1', port, clock: systemClock, ...options });
  cleanups.push(() => transport.close(inMillis(100)));
  return transport;
}

async function serve(port: number): Promise<StreamServer> {
  const server = await StreamServer.start({ port });
  cleanups.push(() => server.stop());
  return server;
}

describe('a TCP server that is down', () => {
  it('is told at once, by every send that waits for the connect', async () => {
    const transport = transportTo(await freePort());
    const start = inMillis(0);
    const outcomes = await Promise.all(
      Array.from({ length: 16 }, () => transport.send(batchOf('x\n'), inMillis(5_000))),
    );
    expect(inMillis(0) - start).toBeLessThan(1_000);
    for (const { delivered, error } of outcomes) {
      expect(delivered).toBe(0);
      expect(error?.message).toBe(
        `${transport.description} refuses connections (ECONNREFUSED); is a server listening?`,
      );
    }
  });

  it('is not asked again before the backoff ends: a send that cannot wait fails with the last error', async () => {
    const port = await freePort();
    const transport = transportTo(port);
    const first = await transport.send(batchOf('x\n'), inMillis(5_000));
    const server = await serve(port);
    const start = inMillis(0);
    const second = await transport.send(batchOf('x\n'), inMillis(20));
    expect(second).toEqual({ delivered: 0, error: first.error });
    expect(inMillis(0) - start).toBeLessThan(50);
    expect(server.sockets).toEqual([]);
  });

  it('is asked again when the backoff ends before the deadline', async () => {
    const port = await freePort();
    const transport = transportTo(port);
    await transport.send(batchOf('lost\n'), inMillis(5_000));
    const server = await serve(port);
    const outcomes = ['a\n', 'b\n'].map((text) => transport.send(batchOf(text), inMillis(5_000)));
    expect(await Promise.all(outcomes)).toEqual([{ delivered: 1 }, { delivered: 1 }]);
    expect(server.text()).toBe('a\nb\n');
  });

  it('is asked ever less often', async () => {
    let attempts = 0;
    const lookup = async () => {
      attempts += 1;
      throw Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' });
    };
    const transport = transportTo(2003, { host: 'carbon.example', lookup });
    const end = inMillis(1_000);
    let error: Error | undefined;
    while (inMillis(0) < end) {
      error = (await transport.send(batchOf('x\n'), inMillis(300))).error;
      await sleepMillis(5);
    }
    expect(error?.message).toBe(
      'tcp://carbon.example:2003 cannot be found (ENOTFOUND); is the host name right?',
    );
    expect(attempts).toBeGreaterThanOrEqual(2);
    expect(attempts).toBeLessThanOrEqual(4);
  });

  it('is waited for no longer than the connect may take', async () => {
    const transport = transportTo(1, {
      host: 'carbon',
      lookup: () => new Promise(() => {}),
      connectTimeoutMillis: 50,
    });
    const start = inMillis(0);
    const { delivered, error } = await transport.send(batchOf('x\n'), inMillis(10_000));
    expect(inMillis(0) - start).toBeLessThan(1_000);
    expect([delivered, error?.message]).toEqual([0, expect.stringContaining('(ETIMEDOUT)')]);
  });

  it('is waited for no longer than until the deadline, while the connect goes on', async () => {
    const sockets: Socket[] = [];
    const transport = createStreamTransport(
      {
        endpoint: 'tcp://nowhere:1',
        isResetToldToWrites: true,
        readyEvent: 'connect',
        connect: () => {
          const socket = new Socket();
          sockets.push(socket);
          return socket;
        },
      },
      { clock: systemClock },
    );
    const deadline = inMillis(50);
    const { delivered, error } = await transport.send(batchOf('x\n'), deadline);
    expect(inMillis(0) - deadline).toBeLessThan(200);
    expect([delivered, error?.message]).toEqual([
      0,
      'tcp://nowhere:1 got no more: no connection before the deadline',
    ]);
    await transport.send(batchOf('x\n'), inMillis(50));
    expect(sockets).toHaveLength(1);
    await transport.close(inMillis(50));
    expect(sockets[0]?.destroyed).toBe(true);
  });

  it('says what is wrong with a port that cannot be', async () => {
    const { delivered, error } = await transportTo(99_999).send(batchOf('x\n'), inMillis(1_000));
    expect([delivered, error?.message]).toEqual([0, expect.stringContaining('ERR_SOCKET_BAD_PORT')]);
  });
});

describe('a TCP server that restarts', () => {
  it('gets what is sent afterwards, and what it lost is told', async () => {
    const first = await serve(0);
    const { port } = first;
    const transport = transportTo(port);
    expect(await transport.send(batchOf('before\n'), inMillis(1_000))).toEqual({ delivered: 1 });
    await first.stop();
    expect((await transport.send(batchOf('meanwhile\n'), inMillis(1_000))).delivered).toBe(0);
    const second = await serve(port);
    expect(await transport.send(batchOf('after\n'), inMillis(5_000))).toEqual({ delivered: 1 });
    expect([first.text(), second.text()]).toEqual(['before\n', 'after\n']);
  });

  it('loses nothing when it is back before the next send', async () => {
    let server = await serve(0);
    const { port } = server;
    const transport = transportTo(port);
    for (let round = 0; round < 5; round++) {
      const text = `round ${round}\n`;
      expect(await transport.send(batchOf(text), inMillis(5_000))).toEqual({ delivered: 1 });
      await vi.waitFor(() => expect(server.text()).toBe(text), 30_000);
      await server.stop();
      server = await serve(port);
    }
  });
});
