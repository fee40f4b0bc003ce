import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { batchOf, inMillis } from '../transport/batches.js';
import { startProxy } from './connect-proxy.js';
import { cleanUp, HttpServer, transportTo } from './http-server.js';

const fixture = (name: string) => readFileSync(new URL(`../transport/fixtures/${name}`, import.meta.url));
const identity = { cert: fixture('tls-server.pem'), key: fixture('tls-server-key.pem') };
const variables = ['http_proxy', 'https_proxy', 'no_proxy'];

beforeEach(() => {
  for (const name of variables) for (const key of [name, name.toUpperCase()]) vi.stubEnv(key, undefined);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await cleanUp();
});

describe('a proxy', () => {
  const basic = `Basic ${Buffer.from('user:pass word').toString('base64')}`;

  it.each(['http', 'https'])('that is given is the way to %s, with its user and password', async (scheme) => {
    const server = await HttpServer.start([204], scheme === 'https' ? identity : undefined);
    const proxy = await startProxy();
    const transport = transportTo(server.url, {
      proxy: new URL(`http://user:pass%20word@127.0.0.1:${proxy.port}`),
      tls: { ca: fixture('tls-authority.pem') },
    });
    expect(await transport.send(batchOf('a', 'b'), inMillis(5_000))).toEqual({ delivered: 2 });
    expect(server.bodies).toEqual(['a', 'b']);
    expect(proxy.tunnels).toEqual([{ to: server.url.host, authorization: basic }]);
    expect(server.requests[0]!.headers['proxy-authorization']).toBeUndefined();
  });

  it('of the environment is used unless another or none is wanted', async () => {
    const server = await HttpServer.start();
    const proxy = await startProxy();
    vi.stubEnv('HTTP_PROXY', `http://127.0.0.1:${proxy.port}`);
    const direct = transportTo(server.url, { proxy: 'none' });
    expect(await direct.send(batchOf('x'), inMillis(5_000))).toEqual({ delivered: 1 });
    expect(proxy.tunnels).toHaveLength(0);
    const usual = transportTo(server.url, { proxy: undefined });
    expect(await usual.send(batchOf('x'), inMillis(5_000))).toEqual({ delivered: 1 });
    expect(proxy.tunnels).toHaveLength(1);
  });

  it('of the environment is left out for hosts that are excepted', async () => {
    const server = await HttpServer.start();
    const proxy = await startProxy();
    vi.stubEnv('http_proxy', `http://127.0.0.1:${proxy.port}`);
    vi.stubEnv('NO_PROXY', 'example.org,127.0.0.1');
    const transport = transportTo(server.url, { proxy: 'env' });
    expect(await transport.send(batchOf('x'), inMillis(5_000))).toEqual({ delivered: 1 });
    expect(proxy.tunnels).toHaveLength(0);
  });

  it.each([
    [407, 'the proxy refuses (407); are its user and password right?'],
    [502, 'the proxy refuses (502)'],
  ])('that refuses with %s is named, and nothing of it is shown', async (status, why) => {
    const proxy = await startProxy(status);
    const transport = transportTo(new URL('https://metrics.example/'), {
      proxy: new URL(`http://user:pass%20word@127.0.0.1:${proxy.port}`),
      isIdempotent: false,
      maxRetries: 0,
    });
    const { delivered, error, lost } = await transport.send(batchOf('x'), inMillis(5_000));
    expect([delivered, lost]).toEqual([0, undefined]);
    expect(error?.message).toBe(`https://metrics.example/ cannot be reached: ${why}`);
    expect(inspect(error, { depth: null })).not.toMatch(/pass.{1,3}word/);
  });

  it('that is no URL is told without it, and nothing is sent past it', async () => {
    const server = await HttpServer.start();
    vi.stubEnv('HTTP_PROXY', 'http://user:pass word@:80:80');
    const transport = transportTo(server.url, { proxy: 'env' });
    const { delivered, error } = await transport.send(batchOf('x'), inMillis(5_000));
    expect([delivered, error?.retryable]).toEqual([0, false]);
    expect(error?.message).toBe(
      `${server.url.href} cannot be reached: the proxy is not given as a URL such as http://host:port`,
    );
    expect(inspect(error, { depth: null, showHidden: true })).not.toMatch(/pass.{1,3}word/);
    expect(server.requests).toEqual([]);
  });
});
