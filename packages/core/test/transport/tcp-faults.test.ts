import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { createTcpTransport, type TcpTransportOptions } from '../../src/transport/tcp.js';
import type { SendOutcome, Transport } from '../../src/transport/transport.js';
import { batchOf, blockEventLoop, inMillis, numberedBatch, sleepMillis } from './batches.js';
import { StreamServer, type StreamServerOptions } from './stream-server.js';

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

async function serveInChild(options: { closeAfter: number; delayMillis: number; isReset?: boolean }) {
  const path = fileURLToPath(new URL('fixtures/tcp-server.mjs', import.meta.url));
  const child = fork(path, [JSON.stringify(options)]);
  cleanups.push(() => child.disconnect());
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  const texts = async () => {
    child.send('texts');
    const [answer] = (await once(child, 'message')) as [{ texts: string[] }];
    return answer.texts;
  };
  return { port, texts };
}

const isFailed = ({ delivered, error }: SendOutcome) => delivered === 0 && error !== undefined;

describe('a TCP peer that has closed', () => {
  it('is noticed before a write, even one in the turn in which its FIN waits to be read', async () => {
    const { port, texts } = await serveInChild({ closeAfter: 6, delayMillis: 30 });
    const transport = transportTo(port);
    expect(await transport.send(batchOf('first\n'), inMillis(1_000))).toEqual({ delivered: 1 });
    await blockEventLoop(100);
    expect(await transport.send(batchOf('second\n'), inMillis(1_000))).toEqual({ delivered: 1 });
    await vi.waitFor(async () => expect(await texts()).toEqual(['first\n', 'second\n']), 30_000);
  });

  it('has not got what was written to it meanwhile', async () => {
    const { port, texts } = await serveInChild({ closeAfter: 12, delayMillis: 60 });
    const transport = transportTo(port, { settleMillis: 300 });
    expect(await transport.send(batchOf('first\n'), inMillis(1_000))).toEqual({ delivered: 1 });
    const second = transport.send(batchOf('second\n'), inMillis(1_000));
    await sleepMillis(20);
    await blockEventLoop(150);
    // The connection is busy, so this goes out at once, and only a reset tells that nobody reads it.
    const third = transport.send(batchOf('third\n'), inMillis(1_000));
    expect(await third).toSatisfy(isFailed);
    await second;
    await vi.waitFor(async () => expect(await texts()).toEqual(['first\nsecond\n']), 30_000);
  });

  it('has got what it read before it closed', async () => {
    const server = await serve({
      onConnection: (socket) => socket.once('data', () => setTimeout(() => socket.end(), 10)),
    });
    const transport = transportTo(server.port, { settleMillis: 100 });
    for (let round = 0; round < 3; round++) {
      expect(await transport.send(batchOf('x\n'), inMillis(2_000))).toEqual({ delivered: 1 });
    }
    expect(server.sockets).toHaveLength(3);
  });

  it('at once each time is told, and not asked in a tight loop', async () => {
    const server = await serve({ onConnection: (socket) => socket.destroy() });
    const transport = transportTo(server.port);
    const end = inMillis(600);
    const outcomes: SendOutcome[] = [];
    while (inMillis(0) < end) {
      outcomes.push(await transport.send(batchOf('x\n'), end));
      await sleepMillis(5);
    }
    expect(outcomes.every(isFailed)).toBe(true);
    expect(outcomes[0]?.error?.message).toMatch(/closed the connection|reset the connection/);
    expect(server.sockets.length).toBeLessThanOrEqual(5);
  });

  it('its own side only still gets what is in flight; later batches take a new connection', async () => {
    const texts: string[] = [];
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      const index = texts.push('') - 1;
      let isHalfClosed = false;
      cleanups.push(() => socket.destroy());
      socket.on('error', () => {});
      socket.on('end', () => socket.end());
      socket.on('data', (chunk) => {
        texts[index] += chunk;
        if (index > 0 || isHalfClosed || chunk.length < 100) return;
        isHalfClosed = true;
        socket.end();
        socket.pause();
        setTimeout(() => socket.resume(), 300);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    cleanups.push(() => server.close());
    const transport = transportTo((server.address() as { port: number }).port);
    await transport.send(batchOf('warm\n'), inMillis(1_000));
    const large = numberedBatch(1, 30_000_000);
    const sending = transport.send(large, inMillis(100));
    await sleepMillis(150);
    expect(await transport.send(batchOf('later\n'), inMillis(1_000))).toEqual({ delivered: 1 });
    expect(texts[0]!.length).toBeLessThan(30_000_000);
    expect(await sending).toEqual({ delivered: 1 });
    await vi.waitFor(() => expect(texts[0]).toHaveLength(30_000_005), 30_000);
    expect(texts.slice(1)).toEqual(['later\n']);
  });
});

describe('a TCP peer that resets', () => {
  it('during a write has not got the batch', async () => {
    const server = await serve({
      onConnection: (socket) => setTimeout(() => socket.resetAndDestroy(), 100).unref() && socket.pause(),
    });
    const transport = transportTo(server.port);
    const sends = Array.from({ length: 16 }, () =>
      transport.send(numberedBatch(1, 3_000_000), inMillis(5_000)),
    );
    const outcomes = await Promise.all(sends);
    expect(isFailed(outcomes.at(-1)!)).toBe(true);
    expect(outcomes.at(-1)?.error?.message).toMatch(/\((ECONNRESET|EPIPE)\); did the server restart\?$/);
  });

  it('while a batch settles has not got it', async () => {
    const server = await serve({
      onConnection: (socket) => socket.once('data', () => socket.resetAndDestroy()),
    });
    const transport = transportTo(server.port, { settleMillis: 200 });
    const { delivered, error } = await transport.send(batchOf('x\n'), inMillis(2_000));
    expect(delivered).toBe(0);
    expect(error?.message).toBe(
      `${transport.description} reset the connection (ECONNRESET); did the server restart?`,
    );
  });

  it('is heard even when the event loop was blocked for longer than a batch settles', async () => {
    const { port, texts } = await serveInChild({ closeAfter: 12, delayMillis: 20, isReset: true });
    const transport = transportTo(port, { settleMillis: 40 });
    await transport.send(batchOf('first\n'), inMillis(1_000));
    const second = transport.send(batchOf('second\n'), inMillis(5_000));
    await sleepMillis(5);
    await blockEventLoop(150);
    expect(await second).toSatisfy(isFailed);
    await vi.waitFor(async () => expect(await texts()).toEqual(['first\nsecond\n']), 30_000);
  });
});

describe('a TCP peer that does not read', () => {
  const bytes = 1_000_000;

  it('holds up no send beyond its deadline, takes no more memory, and gets every byte once when it reads again', async () => {
    const server = await serve({ onConnection: (socket) => socket.pause() });
    const transport = transportTo(server.port);
    let number = 0;
    const outcomes = new Map<number, SendOutcome>();
    const send = async (deadline: number) => {
      const index = number++;
      outcomes.set(index, await transport.send(numberedBatch(1, bytes, index), deadline));
    };
    const before = process.memoryUsage().arrayBuffers;
    const open = new Set<Promise<void>>();
    for (let round = 0; round < 10; round++) {
      const deadline = inMillis(50);
      for (let slot = open.size; slot < transport.maxBatchesInFlight; slot++) {
        const sending: Promise<void> = send(deadline).finally(() => open.delete(sending));
        open.add(sending);
      }
      await sleepMillis(100);
      // One batch is with the kernel, which cannot give it back; others settle where it just took some more.
      await vi.waitFor(() => expect(open.size).toBeLessThanOrEqual(1), 30_000);
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(200 * bytes);
    const stalled = [...outcomes.values()].filter(isFailed);
    expect(stalled.length).toBeGreaterThan(100);
    expect(stalled.at(-1)?.error?.message).toMatch(
      /does not read \(stalled for \d+ ms\); is the server overloaded\?$/,
    );

    const chunks: Buffer[] = [];
    server.sockets[0]?.on('data', (chunk) => chunks.push(chunk)).resume();
    await Promise.all(open);
    expect(await transport.send(numberedBatch(1, bytes, number), inMillis(5_000))).toEqual({ delivered: 1 });
    const delivered = [...outcomes].filter(([, outcome]) => outcome.delivered === 1).map(([index]) => index);
    const expected = Buffer.concat(
      [...delivered, number].map((index) => Buffer.from(numberedBatch(1, bytes, index).buffer)),
    );
    await vi.waitFor(() => expect(Buffer.concat(chunks)).toHaveLength(expected.length), 30_000);
    expect(Buffer.concat(chunks).equals(expected)).toBe(true);
    expect(server.sockets).toHaveLength(1);
  });

  it('for long is given up, with what was written to it', async () => {
    const server = await serve({ onConnection: (socket) => socket.pause() });
    const transport = transportTo(server.port, { stallMillis: 200 });
    const start = inMillis(0);
    const outcomes = await Promise.all(
      Array.from({ length: 16 }, () => transport.send(numberedBatch(1, bytes), inMillis(10_000))),
    );
    expect(inMillis(0) - start).toBeLessThan(5_000);
    expect(outcomes.at(-1)?.error?.message).toMatch(/does not read/);
    expect(await transport.send(batchOf('x\n'), inMillis(5_000))).toEqual({ delivered: 1 });
    expect(server.sockets.length).toBeGreaterThan(1);
  });

  it('but slowly is not given up', async () => {
    const server = await serve({
      onConnection: (socket) => {
        socket.pause();
        const reading = setInterval(() => socket.read(), 3).unref();
        socket.on('close', () => clearInterval(reading));
      },
    });
    const transport = transportTo(server.port, { stallMillis: 500 });
    const sends = Array.from({ length: 20 }, () => numberedBatch(1, 1_000_000));
    for (const batch of sends) {
      expect(await transport.send(batch, inMillis(10_000))).toEqual({ delivered: 1 });
    }
    expect(server.sockets).toHaveLength(1);
  });
});
