import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { SocketEndpoint } from '../../src/transport/open.js';
import { freePort, StreamServer } from './stream-server.js';

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

/** Runs a process that sends a batch, and gives what it says and how long it lived after its start. */
function send(endpoint: SocketEndpoint): Promise<string> {
  const args = [fixture('idle-process.mjs'), JSON.stringify(endpoint)];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { timeout: 10_000 }, (error, _stdout, stderr) => {
      if (error === null) resolve(stderr);
      else reject(new Error(`${error.message}: ${error.killed ? 'it did not exit' : 'it failed'}`));
    });
  });
}

describe('an idle transport does not keep the process alive', () => {
  const host = '127.0.0.1';
  it('over UDP', async () => {
    const socket = createSocket('udp4').bind(0, host);
    await once(socket, 'listening');
    expect(await send({ scheme: 'udp', host, port: socket.address().port })).toBe('1 delivered');
    socket.close();
  });

  it.each(['127.0.0.1', 'localhost'])('over TCP to %s', async (name) => {
    const server = await StreamServer.start();
    expect(await send({ scheme: 'tcp', host: name, port: server.port })).toBe('1 delivered');
    expect(server.text()).toBe('x:1|c\n');
    await server.stop();
  });

  it('over TLS', async () => {
    const tls = {
      cert: readFileSync(fixture('tls-server.pem')),
      key: readFileSync(fixture('tls-server-key.pem')),
    };
    const server = await StreamServer.start({ tls });
    expect(await send({ scheme: 'tls', host, port: server.port })).toBe('1 delivered');
    expect(server.text()).toBe('x:1|c\n');
    await server.stop();
  });

  it.skipIf(process.platform === 'win32')('over a unix stream', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'otelwire-'));
    const path = join(directory, 'agent.sock');
    const server = await StreamServer.start({ path });
    expect(await send({ scheme: 'unix', path })).toBe('1 delivered');
    expect(server.text()).toBe('x:1|c\n');
    await server.stop();
    rmSync(directory, { recursive: true });
  });

  it('when nobody listens', async () => {
    const port = await freePort();
    expect(await send({ scheme: 'tcp', host, port })).toContain('0 tcp://127.0.0.1');
    expect(await send({ scheme: 'udp', host, port })).toContain('0 udp://127.0.0.1');
  });

  it('on the standard output', async () => {
    expect(await send({ scheme: 'stdout' })).toBe('1 delivered');
  });
});
