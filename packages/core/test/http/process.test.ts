import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { runNode } from '../../../../test/run-node.js';
import { StreamServer, type StreamServerOptions } from '../transport/stream-server.js';
import { startProxy } from './connect-proxy.js';
import { type Answer, afterwards, cleanUp, HttpServer } from './http-server.js';

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
const pem = (name: string) => readFileSync(new URL(`../transport/fixtures/${name}`, import.meta.url));

afterEach(cleanUp);

/** A server that keeps its connections open, for as long as nobody closes them. */
async function serve(tls?: StreamServerOptions['tls']): Promise<StreamServer> {
  const onConnection = (socket: Socket) =>
    void socket.on('data', (chunk) => {
      if (chunk.toString().endsWith('x')) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
    });
  const server = await StreamServer.start({ onConnection, ...(tls && { tls }) });
  afterwards(() => server.stop());
  return server;
}

async function send(args: readonly string[]): Promise<Record<string, unknown>> {
  const { code, stderr } = await runNode(args).ended;
  expect([code, stderr]).toEqual([0, expect.stringMatching(/^\{.*\}$/)]);
  return JSON.parse(stderr);
}

describe.each(['mjs', 'cjs'])('a process that sends over HTTP (%s)', (kind) => {
  const script = fixture(`sending-process.${kind}`);

  it.each(['http', 'https'])('loads undici for that, and ends by itself: %s', async (scheme) => {
    const tls = { cert: pem('tls-server.pem'), key: pem('tls-server-key.pem') };
    const server = await serve(scheme === 'https' ? tls : undefined);
    expect(await send([script, `${scheme}://127.0.0.1:${server.port}/`])).toEqual({
      before: false,
      after: true,
      delivered: 1,
    });
  });

  it('hears what to install where undici is missing, and loses no time over it', async () => {
    const server = await serve();
    const url = `http://127.0.0.1:${server.port}/`;
    expect(await send(['--require', fixture('hide-undici.cjs'), script, url])).toEqual({
      before: false,
      after: false,
      delivered: 0,
      message: `${url} needs the package undici: npm install undici@7`,
      retryable: false,
    });
    expect(server.sockets).toEqual([]);
  });
});

describe('a process whose requests are not answered', () => {
  const tls = { cert: pem('tls-server.pem'), key: pem('tls-server-key.pem') };

  /** A process that sends to `url`; it has nothing to live for once `letGo` is called. */
  async function run(url: URL, proxy = 'none') {
    const holder = await StreamServer.start();
    afterwards(() => holder.stop());
    const { child, ended } = runNode([fixture('hanging-process.mjs'), url.href, proxy, String(holder.port)]);
    afterwards(() => child.kill());
    return { ended, letGo: () => holder.sockets[0]?.end() };
  }

  it.each([
    ['http', undefined, false],
    ['https', tls, false],
    ['http via a proxy', undefined, true],
    ['https via a proxy', tls, true],
  ])('ends by itself, whatever the deadline: %s', async (_, identity, isProxied) => {
    let letGo: () => unknown = () => {};
    const hang: Answer = () => letGo();
    // The second request goes over the connection of the first.
    const server = await HttpServer.start([204, hang], identity);
    const proxy = isProxied ? `http://127.0.0.1:${(await startProxy()).port}` : 'none';
    const process = await run(server.url, proxy);
    letGo = process.letGo;
    expect(await process.ended).toEqual({ code: 0, stdout: '', stderr: '' });
    expect([server.bodies, server.sockets.length]).toEqual([['x', 'y'], 1]);
  });

  it.each([
    ['the handshake of TLS', false],
    ['a proxy', true],
  ])('ends by itself, though the wait is for %s', async (_, isProxy) => {
    let letGo: () => unknown = () => {};
    const silent = await StreamServer.start({ onConnection: (socket) => socket.once('data', () => letGo()) });
    afterwards(() => silent.stop());
    const address = `127.0.0.1:${silent.port}`;
    const process = await (isProxy
      ? run(new URL('http://metrics.example/'), `http://${address}`)
      : run(new URL(`https://${address}/`)));
    letGo = process.letGo;
    expect(await process.ended).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(silent.sockets).toHaveLength(1);
  });
});
