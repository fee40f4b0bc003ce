import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import type { HttpTransportOptions } from '../../src/http/http-options.js';
import { batchOf, inMillis } from '../transport/batches.js';
import { StreamServer } from '../transport/stream-server.js';
import { afterwards, cleanUp, HttpServer, transportTo } from './http-server.js';

const fixture = (name: string) => readFileSync(new URL(`../transport/fixtures/${name}`, import.meta.url));
const ca = fixture('tls-authority.pem');
const identity = { cert: fixture('tls-server.pem'), key: fixture('tls-server-key.pem') };

afterEach(cleanUp);

async function failure(url: URL, tls?: HttpTransportOptions['tls']): Promise<string> {
  const transport = transportTo(url, { maxRetries: 0, ...(tls && { tls }) });
  const { delivered, error } = await transport.send(batchOf('x'), inMillis(5_000));
  expect([delivered, error?.retryable]).toEqual([0, true]);
  return (error?.message ?? '').replace(transport.description, 'it');
}

describe('HTTPS', () => {
  it.each(['127.0.0.1', 'localhost'])('delivers to %s, whose authority is given', async (host) => {
    const server = await HttpServer.start([204], identity);
    const url = new URL(`https://${host}:${server.port}/metrics`);
    expect(await transportTo(url, { tls: { ca } }).send(batchOf('a', 'b'), inMillis(5_000))).toEqual({
      delivered: 2,
    });
    expect(server.bodies).toEqual(['a', 'b']);
    expect(server.sockets).toHaveLength(1);
  });

  it('shows its own certificate where one is asked for', async () => {
    const server = await HttpServer.start([204], {
      ...identity,
      ca,
      requestCert: true,
      rejectUnauthorized: true,
    });
    const transport = transportTo(server.url, { tls: { ca, ...identity } });
    expect(await transport.send(batchOf('x'), inMillis(5_000))).toEqual({ delivered: 1 });
    expect(await failure(server.url, { ca })).toMatch(/TLS|reset|closed/);
    expect(server.requests).toHaveLength(1);
  });

  it('tells that the authority is unknown, and trusts anybody where that is wanted', async () => {
    const server = await HttpServer.start([204], identity);
    expect(await failure(server.url)).toBe(
      'it has a certificate that is not trusted (UNABLE_TO_VERIFY_LEAF_SIGNATURE); is its authority given as tls.ca?',
    );
    expect(server.requests).toEqual([]);
    const transport = transportTo(server.url, { tls: { rejectUnauthorized: false } });
    expect(await transport.send(batchOf('x'), inMillis(5_000))).toEqual({ delivered: 1 });
  });

  it('tells that the certificate is for another name', async () => {
    const server = await HttpServer.start([204], identity);
    expect(await failure(server.url, { ca, servername: 'metrics.example' })).toBe(
      'it has a certificate for another name (ERR_TLS_CERT_ALTNAME_INVALID); is tls.servername right?',
    );
  });

  it('tells that a port does not speak TLS', async () => {
    const server = await HttpServer.start();
    expect(await failure(new URL(`https://127.0.0.1:${server.port}/`))).toMatch(
      /^it failed to speak TLS \(\w+\); is it a TLS port\?$/,
    );
  });

  it('gives up a handshake that is not answered', async () => {
    const silent = await StreamServer.start();
    afterwards(() => silent.stop());
    const url = new URL(`https://127.0.0.1:${silent.port}/`);
    const transport = transportTo(url, { maxRetries: 0, connectTimeoutMillis: 100 });
    const { error } = await transport.send(batchOf('x'), inMillis(5_000));
    expect(error?.message).toBe(
      `${url.href} does not answer (UND_ERR_CONNECT_TIMEOUT); is the host up, and no firewall between?`,
    );
  });
});
