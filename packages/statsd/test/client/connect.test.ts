import { describe, expect, test } from 'vitest';
import { ShutdownError, TransportError } from '../../src/client/index.ts';
import { receiver, socketPath, statsdClient } from './receiver.ts';

describe('connect resolves when the server is there, and sends nothing', () => {
  test.each(['udp', 'tcp'] as const)('over %s', async (scheme) => {
    const server = await receiver({ dialect: 'plain', [scheme]: true });
    const client = statsdClient({ endpoint: server.endpoints[scheme] });
    await client.connect();
    expect([server.totals.recordCount, server.totals.badLineCount, server.totals.byteCount]).toEqual([
      0, 0, 0,
    ]);
    client.increment('hits');
    await client.flush();
    await server.waitFor(({ recordCount }) => recordCount === 1);
    expect(server.totals.connectionCount).toBe(scheme === 'tcp' ? 1 : 0);
  });

  test('over a unix socket with frames', async () => {
    const path = socketPath();
    const server = await receiver({ unix: { path } });
    const client = statsdClient({ endpoint: `unix://${path}`, target: 'datadog-agent' });
    await client.connect();
    await client.connect();
    client.increment('hits');
    const totals = await server.waitFor(({ recordCount }) => recordCount === 1);
    expect([totals.badLineCount, totals.connectionCount]).toEqual([0, 1]);
  });
});

describe('connect rejects when nobody is there', () => {
  test.each(['udp', 'tcp'] as const)('over %s', async (scheme) => {
    const server = await receiver({ dialect: 'plain', [scheme]: true });
    const client = statsdClient({ endpoint: server.endpoints[scheme] });
    await server.faults.refuse();
    const error = await client.connect().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TransportError);
    expect(String(error)).toContain('ECONNREFUSED');
  });

  test('at a path without a socket', async () => {
    const client = statsdClient({ endpoint: `unix://${socketPath()}` });
    await expect(client.connect()).rejects.toThrow(TransportError);
  });

  test('with a host that has no address, within its timeout', async () => {
    const client = statsdClient({ endpoint: 'tcp://nowhere.invalid:8125', connectTimeoutMillis: 500 });
    await expect(client.connect()).rejects.toThrow(TransportError);
  });
});

test('a closed client does not connect', async () => {
  const client = statsdClient({ endpoint: 'tcp://127.0.0.1:1' });
  await client.close();
  await expect(client.connect()).rejects.toThrow(ShutdownError);
});
