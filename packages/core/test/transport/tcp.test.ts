import { createHash } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { TransportError } from '../../src/errors.js';
import { createTcpTransport, type TcpTransportOptions } from '../../src/transport/tcp.js';
import type { Transport } from '../../src/transport/transport.js';
import { batchOf, inMillis, numberedBatch, sleepMillis } from './batches.js';
import { freePort, StreamServer, type StreamServerOptions } from './stream-server.js';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function serve(options: StreamServerOptions = {}): Promise<StreamServer> {
  const server = await StreamServer.start(options);
  cleanups.push(() => server.stop());
  return server;
}

function transportTo(port: number, options: Partial<TcpTransportOptions> = {}): Transport {
  const transport = createTcpTransport({ host: '127.0.0.1', port, clock: systemClock, ...options });
  cleanups.push(() => transport.close(inMillis(100)));
  return transport;
}

describe('TCP', () => {
  it('writes batches one after another over one connection', async () => {
    const server = await serve();
    const transport = transportTo(server.port);
    expect(transport.description).toBe(`tcp://127.0.0.1:${server.port}`);
    const batches = [batchOf('a 1\n', 'b 2\n'), batchOf('c 3\n'), batchOf('d 4\n', 'e 5\n', 'f 6\n')];
    const outcomes = await Promise.all(batches.map((batch) => transport.send(batch, inMillis(1_000))));
    expect(outcomes).toEqual([{ delivered: 2 }, { delivered: 1 }, { delivered: 3 }]);
    expect(await transport.send(batchOf('g 7\n'), inMillis(1_000))).toEqual({ delivered: 1 });
    expect(server.text()).toBe('a 1\nb 2\nc 3\nd 4\ne 5\nf 6\ng 7\n');
    expect(server.sockets).toHaveLength(1);
  });

  it.each([1, 64, 1_432, 65_536, 1_048_576, 5_000_000])(
    'delivers in order: 16 times %i bytes',
    async (bytes) => {
      const server = await serve();
      const transport = transportTo(server.port);
      const batches = Array.from({ length: 16 }, (_, index) => {
        const buffer = Buffer.alloc(bytes, index + 1);
        return { buffer, ends: [bytes] };
      });
      const outcomes = await Promise.all(batches.map((batch) => transport.send(batch, inMillis(15_000))));
      expect(outcomes).toEqual(batches.map(() => ({ delivered: 1 })));
      await transport.close(inMillis(5_000));
      const sent = createHash('sha1');
      for (const { buffer } of batches) sent.update(buffer);
      await vi.waitFor(() => expect(server.read()).toHaveLength(16 * bytes), 30_000);
      expect(createHash('sha1').update(server.read()).digest('hex')).toBe(sent.digest('hex'));
    },
  );

  it('sends the payloads of a batch, not the rest of its buffer', async () => {
    const server = await serve();
    const transport = transportTo(server.port);
    const buffer = Buffer.from('a 1\nb 2\nleftover');
    expect(await transport.send({ buffer, ends: [4, 8] }, inMillis(1_000))).toEqual({ delivered: 2 });
    expect(await transport.send({ buffer, ends: [] }, inMillis(1_000))).toEqual({ delivered: 0 });
    expect(server.text()).toBe('a 1\nb 2\n');
  });

  it('waits for a batch to settle once for many', async () => {
    const server = await serve();
    const transport = transportTo(server.port, { settleMillis: 50 });
    await transport.send(batchOf('warm\n'), inMillis(1_000));
    const start = inMillis(0);
    await Promise.all(Array.from({ length: 16 }, () => transport.send(batchOf('x\n'), inMillis(5_000))));
    const took = inMillis(0) - start;
    expect(took).toBeGreaterThanOrEqual(48);
    expect(took).toBeLessThan(300);
  });

  it('reads and discards what the peer says', async () => {
    const server = await serve({
      onConnection: (socket) => {
        socket.resume();
        socket.write(Buffer.alloc(20_000_000));
      },
    });
    const transport = transportTo(server.port);
    expect(await transport.send(batchOf('x\n'), inMillis(1_000))).toEqual({ delivered: 1 });
    await vi.waitFor(() => expect(server.sockets[0]?.writableLength).toBe(0), 5_000);
    expect(await transport.send(batchOf('x\n'), inMillis(1_000))).toEqual({ delivered: 1 });
  });

  it('finds a host by its name', async () => {
    const server = await serve();
    const transport = transportTo(server.port, { host: 'localhost' });
    expect(await transport.send(batchOf('x\n'), inMillis(1_000))).toEqual({ delivered: 1 });
  });

  it('tries every address of a host', async () => {
    const server = await serve();
    const lookup = async () => [
      { address: '127.0.0.2', family: 4 as const },
      { address: '127.0.0.1', family: 4 as const },
    ];
    const transport = transportTo(server.port, { host: 'carbon', lookup });
    expect(await transport.send(batchOf('x\n'), inMillis(1_000))).toEqual({ delivered: 1 });
  });
});

describe('closing TCP', () => {
  it('ends the connection after what is in flight, however often it is asked', async () => {
    let hasEnded = false;
    const server = await serve();
    const transport = transportTo(server.port);
    const sending = transport.send(numberedBatch(1_000, 1_000), inMillis(5_000));
    await Promise.all([transport.close(inMillis(5_000)), transport.close(inMillis(5_000))]);
    expect(await sending).toEqual({ delivered: 1_000 });
    server.sockets[0]?.once('close', (hadError) => {
      hasEnded = !hadError;
    });
    await vi.waitFor(() => expect(server.sockets[0]?.destroyed).toBe(true), 30_000);
    expect(server.read()).toHaveLength(1_000_000);
    expect(hasEnded || server.sockets[0]?.errored === null).toBe(true);
  });

  it('is quick when there is nothing to wait for', async () => {
    const server = await serve();
    const start = inMillis(0);
    await transportTo(server.port).close(inMillis(5_000));
    const used = transportTo(server.port);
    await used.send(batchOf('x\n'), inMillis(1_000));
    await used.close(inMillis(5_000));
    expect(inMillis(0) - start).toBeLessThan(1_000);
  });

  it('waits no longer than a moment for a peer that keeps its side open', async () => {
    const server = createServer({ allowHalfOpen: true }, (socket: Socket) => {
      socket.resume();
      socket.on('error', () => {});
      cleanups.push(() => socket.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanups.push(() => server.close());
    const transport = transportTo((server.address() as { port: number }).port);
    await transport.send(batchOf('x\n'), inMillis(1_000));
    const start = inMillis(0);
    await transport.close(inMillis(5_000));
    expect(inMillis(0) - start).toBeLessThan(1_000);
  });

  it('gives up what is not written at the deadline', async () => {
    const server = await serve({ onConnection: (socket) => socket.pause() });
    const transport = transportTo(server.port);
    const sends = Array.from({ length: 16 }, () =>
      transport.send(numberedBatch(1, 2_000_000), inMillis(60_000)),
    );
    await sleepMillis(100);
    const deadline = inMillis(100);
    await transport.close(deadline);
    expect(inMillis(0) - deadline).toBeLessThan(500);
    const outcomes = await Promise.all(sends);
    expect(outcomes.at(-1)).toEqual({ delivered: 0, error: expect.any(TransportError) });
  });

  it('ends a connect at the deadline', async () => {
    const transport = transportTo(1, { host: 'carbon', lookup: () => new Promise(() => {}) });
    const sending = transport.send(batchOf('x\n'), inMillis(60_000));
    const deadline = inMillis(50);
    await transport.close(deadline);
    expect(inMillis(0) - deadline).toBeLessThan(500);
    expect((await sending).delivered).toBe(0);
  });

  it('sends nothing afterwards', async () => {
    const port = await freePort();
    const transport = transportTo(port);
    await transport.close(inMillis(100));
    const { delivered, error } = await transport.send(batchOf('x\n'), inMillis(1_000));
    expect(delivered).toBe(0);
    expect(error?.retryable).toBe(false);
    expect(error?.message).toBe(`tcp://127.0.0.1:${port} is closed: nothing is sent any more`);
  });
});
