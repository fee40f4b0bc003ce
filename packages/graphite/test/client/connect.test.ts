import { describe, expect, test } from 'vitest';
import { patientClock } from '../../../core/test/transport/patient-clock.ts';
import { ShutdownError, TransportError } from '../../src/client/index.ts';
import { graphiteClient, receiver, socketPath } from './receiver.ts';

describe('connect resolves when the server is there, and sends no point', () => {
  test.each(['udp', 'tcp', 'pickle'] as const)('over %s', async (place) => {
    const server = await receiver({ [place]: true });
    const protocol = place === 'pickle' ? 'pickle' : 'plaintext';
    const client = graphiteClient({ endpoint: server.endpoints[place], protocol });
    await client.connect();
    await client.connect();
    client.send('hits', 1);
    await client.flush();
    const totals = await server.waitFor(({ pointCount }) => pointCount === 1);
    expect([totals.badLineCount, totals.connectionCount]).toEqual([0, place === 'udp' ? 0 : 1]);
  });

  test('over a unix socket', async () => {
    const path = socketPath();
    const server = await receiver({ unix: { path } });
    await graphiteClient({ endpoint: `unix://${path}` }).connect();
    expect(server.totals).toMatchObject({ byteCount: 0, badLineCount: 0 });
  });

  test('over HTTP, and the server has nothing to complain of', async () => {
    const server = await receiver({ http: true });
    await graphiteClient({ endpoint: server.endpoints.http }).connect();
    const totals = await server.waitFor(({ requestCount }) => requestCount === 1);
    expect([...totals.statusCounts, totals.badLineCount, totals.pointCount]).toEqual([[200, 1], 0, 0]);
  });
});

describe('connect rejects when nobody is there', () => {
  test.each(['udp', 'tcp', 'http'] as const)('over %s', async (place) => {
    const server = await receiver({ [place]: true });
    const options = { connectTimeoutMillis: 300, clock: patientClock() };
    const client = graphiteClient({ endpoint: server.endpoints[place], ...options });
    await server.faults.refuse();
    const error = await client.connect().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TransportError);
    expect(String(error)).toContain('ECONNREFUSED');
  });

  test('at a path without a socket', async () => {
    const client = graphiteClient({ endpoint: `unix://${socketPath()}` });
    await expect(client.connect()).rejects.toThrow(TransportError);
  });

  test('with a host that has no address', async () => {
    const client = graphiteClient({ endpoint: 'tcp://nowhere.invalid:2003', connectTimeoutMillis: 500 });
    await expect(client.connect()).rejects.toThrow(TransportError);
  });

  test('or the key is wrong, and the error does not show it', async () => {
    const server = await receiver({ http: { authorization: 'Bearer right' } });
    const client = graphiteClient({ endpoint: server.endpoints.http, apiKey: 'wrong-key' });
    const error = await client.connect().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TransportError);
    expect(String(error)).toMatch(/^(?!.*wrong-key).*answers 401/);
  });
});

test('a closed client does not connect', async () => {
  const client = graphiteClient({ endpoint: 'tcp://127.0.0.1:1' });
  await client.close();
  await expect(client.connect()).rejects.toThrow(ShutdownError);
});
