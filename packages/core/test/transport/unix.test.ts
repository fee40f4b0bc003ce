import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { socketError } from '../../src/transport/socket-error.js';
import type { Transport } from '../../src/transport/transport.js';
import { createUnixStreamTransport } from '../../src/transport/unix.js';
import { batchOf, inMillis, numberedBatch } from './batches.js';
import { StreamServer, type StreamServerOptions } from './stream-server.js';

describe.skipIf(process.platform === 'win32')('a unix stream', () => {
  let directory: string;
  let path: string;
  let transport: Transport;
  let server: StreamServer | undefined;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'otelwire-'));
    path = join(directory, 'agent.sock');
    transport = createUnixStreamTransport({ path, clock: systemClock });
  });
  afterEach(async () => {
    await transport.close(inMillis(100));
    await server?.stop();
    rmSync(directory, { recursive: true });
  });

  async function serve(options: StreamServerOptions = {}): Promise<StreamServer> {
    server = await StreamServer.start({ path, ...options });
    return server;
  }

  it('delivers in order, and is there again after a restart of the agent', async () => {
    const first = await serve();
    expect(transport.description).toBe(`unix://${path}`);
    expect(await transport.send(batchOf('a\n', 'b\n'), inMillis(1_000))).toEqual({ delivered: 2 });
    await vi.waitFor(() => expect(first.text()).toBe('a\nb\n'), 30_000);
    await first.stop();
    const second = await serve();
    expect(await transport.send(batchOf('c\n'), inMillis(1_000))).toEqual({ delivered: 1 });
    await vi.waitFor(() => expect(second.text()).toBe('c\n'), 30_000);
  });

  it('delivers more than the buffers hold', async () => {
    const agent = await serve();
    const sends = Array.from({ length: 16 }, () =>
      transport.send(numberedBatch(1_000, 1_000), inMillis(5_000)),
    );
    expect(await Promise.all(sends)).toEqual(sends.map(() => ({ delivered: 1_000 })));
    await vi.waitFor(() => expect(agent.read()).toHaveLength(16_000_000), 30_000);
  });

  it('has delivered what the agent read before it closed', async () => {
    await serve({ onConnection: (socket) => socket.once('data', () => socket.end()) });
    for (let round = 0; round < 3; round++) {
      expect(await transport.send(batchOf('x\n'), inMillis(2_000))).toEqual({ delivered: 1 });
    }
  });

  it('has not delivered what the agent closed upon', async () => {
    await serve({
      onConnection: (socket) => setTimeout(() => socket.destroy(), 50).unref() && socket.pause(),
    });
    const sends = Array.from({ length: 16 }, () =>
      transport.send(numberedBatch(1_000, 1_000), inMillis(5_000)),
    );
    const last = (await Promise.all(sends)).at(-1);
    expect([last?.delivered, last?.error?.message]).toEqual([0, expect.stringMatching(/EPIPE|ECONNRESET/)]);
  });

  it('tells that there is no socket', async () => {
    const { delivered, error } = await transport.send(batchOf('x\n'), inMillis(1_000));
    expect(delivered).toBe(0);
    expect(error?.message).toBe(
      `unix://${path} does not exist (ENOENT): no socket there; is the agent running?`,
    );
  });

  it('tells that the agent has left its socket behind', async () => {
    writeFileSync(path, '');
    const { error } = await transport.send(batchOf('x\n'), inMillis(1_000));
    expect(error?.message).toMatch(/refuses connections \(ECONNREFUSED\)|is not a socket \(ENOTSOCK\)/);
  });

  it.skipIf(process.getuid?.() === 0)('tells that it has no right to the socket', async () => {
    await serve();
    chmodSync(path, 0o000);
    const { error } = await transport.send(batchOf('x\n'), inMillis(1_000));
    expect(error?.message).toContain('(EACCES); has this user the right to write to it?');
  });

  it('tells a datagram socket from a stream', () => {
    const cause = Object.assign(new Error('connect EPROTOTYPE'), { code: 'EPROTOTYPE' });
    expect(socketError('unix:///run/agent.sock', cause).message).toBe(
      'unix:///run/agent.sock is a datagram socket (EPROTOTYPE); this client speaks unix streams',
    );
  });
});
