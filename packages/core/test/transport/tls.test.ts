import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { createTlsTransport, type TlsTransportOptions } from '../../src/transport/tls.js';
import type { Transport } from '../../src/transport/transport.js';
import { batchOf, inMillis, numberedBatch } from './batches.js';
import { StreamServer, type StreamServerOptions } from './stream-server.js';

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url));
const ca = fixture('tls-authority.pem');
const identity = { cert: fixture('tls-server.pem'), key: fixture('tls-server-key.pem') };

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function serve(options: StreamServerOptions = {}): Promise<StreamServer> {
  const server = await StreamServer.start({ tls: identity, ...options });
  cleanups.push(() => server.stop());
  return server;
}

function transportTo(port: number, options: Partial<TlsTransportOptions> = {}): Transport {
  const transport = createTlsTransport({ host: '127.0.0.1', port, clock: systemClock, ...options });
  cleanups.push(() => transport.close(inMillis(100)));
  return transport;
}

async function failure(transport: Transport): Promise<string> {
  const { delivered, error } = await transport.send(batchOf('x\n'), inMillis(5_000));
  expect(delivered).toBe(0);
  return (error?.message ?? '').replace(transport.description, 'it');
}

describe('TLS', () => {
  it.each(['127.0.0.1', 'localhost'])('delivers to %s, whose authority is given', async (host) => {
    const server = await serve();
    const transport = transportTo(server.port, { host, tls: { ca } });
    const sends = [batchOf('a\n', 'b\n'), batchOf('c\n')].map((batch) =>
      transport.send(batch, inMillis(5_000)),
    );
    expect(await Promise.all(sends)).toEqual([{ delivered: 2 }, { delivered: 1 }]);
    await vi.waitFor(() => expect(server.text()).toBe('a\nb\nc\n'), 30_000);
    expect(transport.description).toBe(`tls://${host}:${server.port}`);
  });

  it('delivers large batches whole, and ends the connection after them', async () => {
    const server = await serve();
    const transport = transportTo(server.port, { tls: { ca } });
    const batch = numberedBatch(5_000, 1_000);
    expect(await transport.send(batch, inMillis(10_000))).toEqual({ delivered: 5_000 });
    await transport.close(inMillis(5_000));
    await vi.waitFor(() => expect(server.read()).toHaveLength(5_000_000), 30_000);
    expect(server.read().equals(Buffer.from(batch.buffer))).toBe(true);
  });

  it('shows its own certificate where one is asked for', async () => {
    const server = await serve({ tls: { ...identity, ca, requestCert: true, rejectUnauthorized: true } });
    expect(
      await transportTo(server.port, { tls: { ca, ...identity } }).send(batchOf('x\n'), inMillis(5_000)),
    ).toEqual({
      delivered: 1,
    });
    expect(await failure(transportTo(server.port, { tls: { ca } }))).toMatch(/TLS|reset|closed/);
  });

  it('tells that the authority is unknown', async () => {
    const server = await serve();
    expect(await failure(transportTo(server.port))).toBe(
      'it has a certificate that is not trusted (UNABLE_TO_VERIFY_LEAF_SIGNATURE); is its authority given as tls.ca?',
    );
    expect(server.text()).toBe('');
  });

  it('trusts anybody where that is wanted', async () => {
    const server = await serve();
    const transport = transportTo(server.port, { tls: { rejectUnauthorized: false } });
    expect(await transport.send(batchOf('x\n'), inMillis(5_000))).toEqual({ delivered: 1 });
  });

  it('tells that the certificate is for another name', async () => {
    const server = await serve();
    expect(await failure(transportTo(server.port, { tls: { ca, servername: 'carbon.example' } }))).toBe(
      'it has a certificate for another name (ERR_TLS_CERT_ALTNAME_INVALID); is tls.servername right?',
    );
  });

  it('tells that a port does not speak TLS', async () => {
    const server = await StreamServer.start({ onConnection: (socket) => socket.end('hello\n') });
    cleanups.push(() => server.stop());
    expect(await failure(transportTo(server.port, { tls: { ca } }))).toMatch(
      /^it failed to speak TLS \(\w+\); is it a TLS port\?$/,
    );
  });

  it('gives up a handshake that is not answered', async () => {
    const server = await StreamServer.start();
    cleanups.push(() => server.stop());
    const transport = transportTo(server.port, { tls: { ca }, connectTimeoutMillis: 100 });
    expect(await failure(transport)).toContain('(ETIMEDOUT)');
  });

  it('has not delivered what a reset meets, and delivers the rest over another connection', async () => {
    const server = await serve({
      onConnection: (socket) => {
        const isFirst = server.sockets.length === 1;
        socket.on('data', (chunk) => {
          if (isFirst && chunk.length > 100) setTimeout(() => socket.destroy(), 20).unref();
        });
      },
    });
    const transport = transportTo(server.port, { tls: { ca } });
    expect(await transport.send(batchOf('x\n'), inMillis(5_000))).toEqual({ delivered: 1 });
    const sends = Array.from({ length: 16 }, () =>
      transport.send(numberedBatch(1, 3_000_000), inMillis(5_000)),
    );
    const outcomes = await Promise.all(sends);
    const failed = outcomes.find(({ delivered }) => delivered === 0);
    expect(failed?.error?.message).toMatch(/\((ECONNRESET|EPIPE)\); did the server restart\?$/);
    expect(outcomes.at(-1)).toEqual({ delivered: 1 });
  });

  it('notices a closed peer before the next batch', async () => {
    const server = await serve({
      onConnection: (socket) => socket.once('data', () => setTimeout(() => socket.end(), 50)),
    });
    const transport = transportTo(server.port, { tls: { ca } });
    for (let round = 0; round < 3; round++) {
      expect(await transport.send(batchOf('x\n'), inMillis(5_000))).toEqual({ delivered: 1 });
      await vi.waitFor(() => expect(server.sockets[round]?.destroyed).toBe(true), 30_000);
    }
    expect(server.sockets).toHaveLength(3);
  });
});
