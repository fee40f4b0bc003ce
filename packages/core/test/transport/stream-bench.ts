import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/clock.js';
import type { StreamOptions } from '../../src/transport/stream.js';
import { createTcpTransport } from '../../src/transport/tcp.js';
import { createTlsTransport } from '../../src/transport/tls.js';
import type { ConnectionEnd, Transport } from '../../src/transport/transport.js';
import { createUnixStreamTransport } from '../../src/transport/unix.js';
import { inMillis } from './batches.js';
import { StreamServer, type StreamServerOptions } from './stream-server.js';

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');

export type StreamScheme = 'tcp' | 'tls' | 'unix';
export const streamSchemes: readonly StreamScheme[] =
  process.platform === 'win32' ? ['tcp', 'tls'] : ['tcp', 'tls', 'unix'];

/** Servers of a scheme and transports to them, until it is closed. */
export function createStreamBench(scheme: StreamScheme) {
  const directory = mkdtempSync(join(tmpdir(), 'otelwire-'));
  const path = join(directory, 'agent.sock');
  const tls = { cert: fixture('tls-server.pem'), key: fixture('tls-server-key.pem') };
  const cleanups: (() => unknown)[] = [() => rmSync(directory, { recursive: true })];
  return {
    cleanups,
    /** What a server has to be told. */
    where: { ...(scheme === 'unix' && { path }), ...(scheme === 'tls' && { tls }) },
    async serve(options: StreamServerOptions = {}): Promise<StreamServer> {
      const server = await StreamServer.start({ ...this.where, ...options });
      cleanups.push(() => server.stop());
      return server;
    },
    transportTo(port: number, options: Partial<StreamOptions> = {}): Transport {
      const to = { host: '127.0.0.1', port, path, clock: systemClock, ...options };
      const transport = {
        tcp: () => createTcpTransport(to),
        tls: () => createTlsTransport({ ...to, tls: { ca: fixture('tls-authority.pem') } }),
        unix: () => createUnixStreamTransport(to),
      }[scheme]();
      cleanups.push(() => transport.close(inMillis(100)));
      return transport;
    },
    async close(): Promise<void> {
      for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
    },
  };
}

/** What a transport tells of its connections. */
export function listenTo(transport: Transport) {
  const told: ConnectionEnd[] = [];
  let wake = () => {};
  transport.onBroken?.((end) => {
    told.push(end);
    wake();
  });
  return {
    told,
    /** Resolves when it has told something `count` times. */
    async times(count: number): Promise<ConnectionEnd[]> {
      while (told.length < count) await new Promise<void>((resolve) => (wake = resolve));
      return told;
    },
  };
}
