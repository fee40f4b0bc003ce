import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { TransportError } from '../../src/errors.js';
import type { Address } from '../../src/transport/resolver.js';
import { createUdpTransport, type UdpTransportOptions } from '../../src/transport/udp.js';
import { batchOf, inMillis, numberedBatch, sleepMillis } from './batches.js';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

interface Receiver {
  readonly socket: Socket;
  readonly port: number;
  readonly received: string[];
}

async function receive(port = 0, address = '127.0.0.1'): Promise<Receiver> {
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  const received: string[] = [];
  socket.on('message', (message) => received.push(message.toString()));
  socket.bind(port, address);
  await once(socket, 'listening');
  cleanups.push(() => stop(socket));
  return { socket, port: socket.address().port, received };
}

function stop(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('close', resolve);
    try {
      socket.close();
    } catch {
      resolve();
    }
  });
}

async function refusedPort(): Promise<number> {
  const { socket, port } = await receive();
  await stop(socket);
  return port;
}

function transportTo(port: number, options: Partial<UdpTransportOptions> = {}) {
  const transport = createUdpTransport({ host: '127.0.0.1', port, clock: systemClock, ...options });
  cleanups.push(() => transport.close(inMillis(100)));
  return transport;
}

describe('UDP', () => {
  it('sends each payload as one datagram, in order', async () => {
    const { port, received } = await receive();
    const transport = transportTo(port);
    expect(transport.description).toBe(`udp://127.0.0.1:${port}`);
    expect(await transport.send(batchOf('a:1|c', 'b:2|c\nc:3|c', 'd:4|g'), inMillis(1_000))).toEqual({
      delivered: 3,
    });
    await vi.waitFor(() => expect(received).toEqual(['a:1|c', 'b:2|c\nc:3|c', 'd:4|g']), 30_000);
  });

  it('may use the buffer again after a send', async () => {
    const { port, received } = await receive();
    const transport = transportTo(port);
    const batch = batchOf('first');
    await transport.send(batch, inMillis(1_000));
    batch.buffer.set(Buffer.from('other'));
    await transport.send(batch, inMillis(1_000));
    await vi.waitFor(() => expect(received).toEqual(['first', 'other']), 30_000);
  });

  it('sends the largest datagram there is', async () => {
    const { port, received } = await receive();
    const outcome = await transportTo(port).send(batchOf('x'.repeat(65_507)), inMillis(1_000));
    expect(outcome).toEqual({ delivered: 1 });
    await vi.waitFor(() => expect(received[0]).toHaveLength(65_507), 30_000);
  });

  it('says so when a datagram is too large, and goes on with others', async () => {
    const { port, received } = await receive();
    const transport = transportTo(port);
    const outcome = await transport.send(batchOf('x'.repeat(65_508)), inMillis(1_000));
    expect(outcome.delivered).toBe(0);
    expect(outcome.error?.message).toContain('EMSGSIZE');
    expect(await transport.send(batchOf('y'), inMillis(1_000))).toEqual({ delivered: 1 });
    await vi.waitFor(() => expect(received).toEqual(['y']), 30_000);
  });

  it('delivers nothing of nothing', async () => {
    expect(await transportTo(await refusedPort()).send(batchOf(), inMillis(1_000))).toEqual({ delivered: 0 });
  });

  it('stops at the deadline and says how far it came', async () => {
    const { port, received } = await receive();
    const transport = transportTo(port, { packetsPerTurn: 1, paceMillis: 10 });
    const deadline = inMillis(100);
    const { delivered, error } = await transport.send(numberedBatch(1_000, 10), deadline);
    expect(inMillis(0) - deadline).toBeLessThan(100);
    expect(delivered).toBeGreaterThan(0);
    expect(delivered).toBeLessThanOrEqual(11);
    expect(error?.message).toContain('the deadline passed');
    await vi.waitFor(() => expect(received).toHaveLength(delivered), 30_000);
  });

  it('sends nothing when the deadline has passed', async () => {
    const { port, received } = await receive();
    const { delivered, error } = await transportTo(port).send(batchOf('late'), inMillis(-1));
    expect([delivered, error instanceof TransportError]).toEqual([0, true]);
    await sleepMillis(20);
    expect(received).toEqual([]);
  });

  it('sends nothing after it was closed, which may happen twice and while it sends', async () => {
    const { port, received } = await receive();
    const transport = transportTo(port, { packetsPerTurn: 1 });
    const sending = transport.send(numberedBatch(10, 10), inMillis(1_000));
    await Promise.all([transport.close(inMillis(1_000)), transport.close(inMillis(1_000))]);
    expect(await sending).toEqual({ delivered: 10 });
    const { delivered, error } = await transport.send(batchOf('late'), inMillis(1_000));
    expect([delivered, error?.retryable]).toEqual([0, false]);
    await vi.waitFor(() => expect(received).toHaveLength(10), 30_000);
  });

  it('is closed at the deadline whatever it still sends', async () => {
    const { port } = await receive();
    const transport = transportTo(port, { packetsPerTurn: 1, paceMillis: 20 });
    const sending = transport.send(numberedBatch(1_000, 10), inMillis(10_000));
    await sleepMillis(50);
    await transport.close(inMillis(50));
    const { delivered, error } = await sending;
    expect(delivered).toBeLessThan(20);
    expect(error).toBeInstanceOf(TransportError);
  });
});

describe('UDP to a port where nobody listens', () => {
  // A pending refusal is told to every second send, and the others go without error.
  it.each([1, 2, 15, 16, 17, 32])('tells that %i datagrams are refused', async (count) => {
    const transport = transportTo(await refusedPort());
    const { delivered, error } = await transport.send(numberedBatch(count, 10), inMillis(1_000));
    expect(delivered).toBe(0);
    expect(error?.message).toBe(
      `${transport.description} refuses datagrams (ECONNREFUSED); is a server listening?`,
    );
  });

  it('is heard again as soon as a server is there, and at once', async () => {
    const port = await refusedPort();
    const transport = transportTo(port);
    for (let round = 0; round < 3; round++) {
      expect((await transport.send(numberedBatch(100, 10), inMillis(1_000))).delivered).toBe(0);
    }
    const { received } = await receive(port);
    expect(await transport.send(numberedBatch(100, 10), inMillis(1_000))).toEqual({ delivered: 100 });
    await vi.waitFor(() => expect(received).toHaveLength(100), 30_000);
  });

  it('counts the turns before the server went away as delivered', async () => {
    const { port, socket, received } = await receive();
    socket.on('message', () => received.length === 3 && socket.close());
    const transport = transportTo(port, { packetsPerTurn: 1, paceMillis: 20 });
    const { delivered, error } = await transport.send(numberedBatch(50, 10), inMillis(5_000));
    expect(delivered).toBe(3);
    expect(error?.message).toContain('ECONNREFUSED');
  });

  it('goes on to the next address of the host', async () => {
    const { port, received } = await receive(0, '127.0.0.1');
    const addresses: Address[] = [
      { address: '::ffff:127.0.0.3', family: 6 },
      { address: '127.0.0.2', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ];
    const transport = transportTo(port, { host: 'statsd', lookup: async () => addresses });
    expect((await transport.send(batchOf('lost'), inMillis(1_000))).delivered).toBe(0);
    expect((await transport.send(batchOf('seen'), inMillis(1_000))).delivered).toBe(1);
    expect((await transport.send(batchOf('seen'), inMillis(1_000))).delivered).toBe(1);
    await vi.waitFor(() => expect(received).toEqual(['seen', 'seen']), 30_000);
  });
});

describe('UDP to a host name', () => {
  it('keeps the address when the name server fails', async () => {
    const { port, received } = await receive();
    let lookups = 0;
    const lookup = async (): Promise<Address[]> => {
      lookups += 1;
      if (lookups > 1) throw Object.assign(new Error('no answer'), { code: 'EAI_AGAIN' });
      return [{ address: '127.0.0.1', family: 4 }];
    };
    const transport = transportTo(port, { host: 'statsd', lookup, lookupRefreshMillis: 0 });
    for (let round = 0; round < 10; round++) {
      expect(await transport.send(batchOf('x'), inMillis(1_000))).toEqual({ delivered: 1 });
    }
    expect(lookups).toBeGreaterThan(5);
    await vi.waitFor(() => expect(received).toHaveLength(10), 30_000);
  });

  it('names the host that cannot be found, and finds it later', async () => {
    const { port, received } = await receive();
    let isThere = false;
    const lookup = async (): Promise<Address[]> => {
      if (!isThere) throw Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' });
      return [{ address: '127.0.0.1', family: 4 }];
    };
    const transport = transportTo(port, { host: 'statsd.example', lookup });
    const { delivered, error } = await transport.send(batchOf('x'), inMillis(1_000));
    expect(delivered).toBe(0);
    expect(error?.message).toBe(
      `udp://statsd.example:${port} cannot be found (ENOTFOUND); is the host name right?`,
    );
    isThere = true;
    expect(await transport.send(batchOf('x'), inMillis(1_000))).toEqual({ delivered: 1 });
    await vi.waitFor(() => expect(received).toEqual(['x']), 30_000);
  });

  it('waits for a lookup no longer than until the deadline', async () => {
    const transport = transportTo(1, { host: 'statsd', lookup: () => new Promise(() => {}) });
    const deadline = inMillis(50);
    const { delivered, error } = await transport.send(batchOf('x'), deadline);
    expect(inMillis(0) - deadline).toBeLessThan(100);
    expect([delivered, error?.message]).toEqual([0, expect.stringContaining('the lookup')]);
  });

  it('follows the host to another address', async () => {
    const { port, received } = await receive(0, '127.0.0.1');
    const moved = await receive(port, '127.0.0.2');
    let address = '127.0.0.1';
    const lookup = async (): Promise<Address[]> => [{ address, family: 4 }];
    const transport = transportTo(port, { host: 'statsd', lookup, lookupRefreshMillis: 0 });
    await transport.send(batchOf('one'), inMillis(1_000));
    address = '127.0.0.2';
    await transport.send(batchOf('two'), inMillis(1_000));
    await transport.send(batchOf('three'), inMillis(1_000));
    await vi.waitFor(() => expect([...received, ...moved.received]).toEqual(['one', 'two', 'three']), 30_000);
    expect(moved.received.at(-1)).toBe('three');
  });

  it('finds localhost', async () => {
    const { port, received } = await receive();
    const transport = transportTo(port, { host: 'localhost' });
    expect(await transport.send(batchOf('x'), inMillis(1_000))).toEqual({ delivered: 1 });
    await vi.waitFor(() => expect(received).toEqual(['x']), 30_000);
  });
});
