import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createMemoryTransport } from '@otelwire/core';
import { describe, expect, test } from 'vitest';
import { patientClock } from '../../../core/test/transport/patient-clock.ts';
import { StatsdClient } from '../../src/client/index.ts';
import { receiver, statsdClient } from './receiver.ts';

test('close sends what was written, and may be called twice', async () => {
  const server = await receiver({ dialect: 'plain' });
  const client = statsdClient({ endpoint: server.endpoints.udp, flushIntervalMillis: 60_000 });
  for (let i = 0; i < 100; i += 1) client.increment('hits');
  await Promise.all([client.close(), client.close()]);
  await server.waitFor((all) => all.find('c', 'hits')?.sum === 100);
  expect(client.accounting).toMatchObject({ accepted: 100, delivered: 100, dropped: {} });
});

test('what comes after close is dropped and counted, and nothing throws', async () => {
  const transport = createMemoryTransport();
  const client = new StatsdClient({ transport });
  await client.close();
  client.increment('hits');
  client.set('users', 1);
  client.timeit('work', () => {});
  await client.flush();
  expect(transport.text).toBe('');
  expect(transport.isClosed).toBe(true);
  expect(client.accounting).toEqual({
    accepted: 3,
    delivered: 0,
    held: 0,
    inFlight: 0,
    dropped: { shutdown: 3 },
  });
});

test('a client that goes out of scope is closed', async () => {
  const transport = createMemoryTransport();
  {
    await using client = new StatsdClient({ transport });
    client.gauge('test.key', 1);
  }
  expect([transport.text, transport.isClosed]).toEqual(['test.key:1|g\n', true]);
});

test('a transport that never answers does not hold up close', async () => {
  const transport = createMemoryTransport();
  transport.respondWith(() => new Promise(() => {}));
  const clock = patientClock();
  const client = new StatsdClient({ transport, closeTimeoutMillis: 100, clock });
  client.increment('hits');
  const startedAt = clock.monotonicMillis();
  await client.close();
  expect(clock.monotonicMillis() - startedAt).toBeLessThan(500);
});

describe('the process of an application', () => {
  const run = promisify(execFile);
  const client = new URL('../../dist/esm/client/index.js', import.meta.url).href;

  /** Resolves when the process has ended by itself; rejects when that takes long, or when it fails. */
  async function exits(code: string): Promise<void> {
    const script = `import { StatsdClient } from '${client}';\n${code}`;
    await run(process.execPath, ['--input-type=module', '-e', script], { timeout: 45_000 });
  }

  test('ends by itself while a client is open', async () => {
    await exits(`const client = new StatsdClient({ endpoint: 'tcp://127.0.0.1:9' });
      client.increment('hits'); await new Promise((resolve) => setTimeout(resolve, 200));`);
  });

  test('waits for a close that is awaited', async () => {
    const server = await receiver({ dialect: 'plain', tcp: true });
    await exits(`const client = new StatsdClient({ endpoint: '${server.endpoints.tcp}' });
      client.increment('hits', 7); await client.close();`);
    await server.waitFor((all) => all.find('c', 'hits')?.sum === 7);
  });
});
