import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';

const MEBIBYTE = 2 ** 20;
const BACKLOG_BYTES = 16 * MEBIBYTE;
/** Batches that are being written, what the last collection left over. */
const SLACK_BYTES = 8 * MEBIBYTE;
const EXPORTS = 120;

const fixture = fileURLToPath(new URL('fixtures/outage.mjs', import.meta.url));
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listen(): Promise<AddressInfo> {
  // a socket that nobody resumes is not read
  const server = createServer({ pauseOnConnect: true }, (socket) => void socket.on('error', () => {})).listen(
    0,
    '127.0.0.1',
  );
  servers.push(server);
  await once(server, 'listening');
  return server.address() as AddressInfo;
}

async function outage(port: number) {
  const args = ['--expose-gc', fixture, `tcp://127.0.0.1:${port}`, String(EXPORTS)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const { samples, accounting } = JSON.parse(stdout);
  const [early, half, late] = samples as [number, number, number];
  return { growth: late - early, secondHalf: late - half, accounting };
}

describe('10,000 series in an outage of 120 exports, five times what the backlog holds', () => {
  it.each<[string, () => Promise<number>]>([
    ['with nobody listening', closedPort],
    ['with a peer that accepts and never reads', async () => (await listen()).port],
  ])(
    '%s take no more memory than its bound, and every point is accounted for',
    async (_, port) => {
      const { growth, secondHalf, accounting } = await outage(await port());
      expect(growth).toBeLessThan(BACKLOG_BYTES + SLACK_BYTES);
      expect(secondHalf).toBeLessThan(SLACK_BYTES / 4);
      const { accepted, delivered, held, inFlight, dropped } = accounting;
      expect(accepted).toBe(EXPORTS * 10_000);
      expect(Object.keys(dropped)).toEqual(['queue_full']);
      expect(delivered + held + inFlight + dropped.queue_full).toBe(accepted);
      expect(held).toBeGreaterThan(200_000);
    },
    60_000,
  );
});

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
