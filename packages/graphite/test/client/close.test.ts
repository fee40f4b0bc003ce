import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createMemoryTransport } from '@otelwire/core';
import { describe, expect, test } from 'vitest';
import { GraphiteClient } from '../../src/client/index.ts';
import { graphiteClient, receiver } from './receiver.ts';

test('close sends what was written, and may be called twice', async () => {
  const server = await receiver({ tcp: true });
  const client = graphiteClient({ endpoint: server.endpoints.tcp, flushIntervalMillis: 60_000 });
  for (let i = 0; i < 100; i += 1) client.send('hits', i, { timestamp: 1_700_000_000 + i });
  await Promise.all([client.close(), client.close()]);
  await server.waitFor(({ pointCount }) => pointCount === 100);
  expect(client.accounting).toMatchObject({ accepted: 100, delivered: 100, dropped: {} });
});

test('what comes after close is dropped and counted, and nothing throws', async () => {
  const transport = createMemoryTransport();
  const client = new GraphiteClient({ transport });
  const child = client.child({ prefix: 'cart' });
  await client.close();
  client.send('hits', 1);
  client.sendAll([{ path: 'hits', value: 1 }]);
  child.send('hits', Number.NaN);
  await client.flush();
  await child.close();
  expect([transport.text, transport.isClosed]).toEqual(['', true]);
  const dropped = { shutdown: 3 };
  expect(client.accounting).toEqual({ accepted: 3, delivered: 0, held: 0, inFlight: 0, dropped });
});

test('a client that goes out of scope is closed', async () => {
  const transport = createMemoryTransport();
  {
    await using client = new GraphiteClient({ transport });
    client.send('test.key', 1, { timestamp: 1_700_000_000 });
  }
  expect([transport.text, transport.isClosed]).toEqual(['test.key 1 1700000000\n', true]);
});

test('a transport that never answers does not hold up close', async () => {
  const transport = createMemoryTransport();
  transport.respondWith(() => new Promise(() => {}));
  const client = new GraphiteClient({ transport, closeTimeoutMillis: 100 });
  client.send('hits', 1);
  await client.close();
  expect(client.accounting).toMatchObject({ accepted: 1, delivered: 0 });
});

describe('the process of an application', () => {
  const run = promisify(execFile);
  const built = (format: 'esm' | 'cjs') => new URL(`../../dist/${format}/client/index.js`, import.meta.url);

  /** Resolves when the process has ended by itself; rejects when that takes long, or when it fails. */
  async function exits(code: string): Promise<void> {
    const script = `import { GraphiteClient } from '${built('esm').href}';\n${code}`;
    await run(process.execPath, ['--input-type=module', '-e', script], { timeout: 45_000 });
  }

  test('ends by itself while a client is open and its server is away', async () => {
    await exits(`const client = new GraphiteClient({ endpoint: 'tcp://127.0.0.1:9' });
      client.send('hits', 1); await new Promise((resolve) => setTimeout(resolve, 200));`);
  });

  test('ends by itself while a client is connected and idle', async () => {
    const server = await receiver({ tcp: true });
    await exits(`const client = new GraphiteClient({ endpoint: '${server.endpoints.tcp}' });
      client.send('hits', 1); await client.flush();`);
    await server.waitFor(({ pointCount }) => pointCount === 1);
  });

  test.each(['tcp', 'pickle', 'http'] as const)('waits for a close that is awaited (%s)', async (place) => {
    const server = await receiver({ [place]: true });
    const protocol = place === 'pickle' ? 'pickle' : 'plaintext';
    await exits(`const client = new GraphiteClient({ endpoint: '${server.endpoints[place]}', protocol: '${protocol}' });
      client.send('hits', 7); await client.close();`);
    const totals = await server.waitFor(({ pointCount }) => pointCount === 1);
    expect([...totals.find('hits')!.points.values()]).toEqual([7]);
  });

  test('may load the package as CommonJS', async () => {
    const server = await receiver({ tcp: true });
    const code = `const { ConfigError, GraphiteClient } = require(${JSON.stringify(fileURLToPath(built('cjs')))});
      try { new GraphiteClient({ endpoint: 'no' }); } catch (error) { if (!(error instanceof ConfigError)) throw error; }
      const client = new GraphiteClient({ endpoint: '${server.endpoints.tcp}' });
      client.send('hits', 7); client.close();`;
    await run(process.execPath, ['--input-type=commonjs', '-e', code], { timeout: 45_000 });
    await server.waitFor(({ pointCount }) => pointCount === 1);
  });

  test('may load the package by its name, in both forms, and without OpenTelemetry', async () => {
    const cwd = fileURLToPath(new URL('../..', import.meta.url));
    const check = `.then(({ GraphiteClient }) => { new GraphiteClient(); const files = Object.keys(require.cache).join();
      console.log(typeof GraphiteClient, files.includes('opentelemetry')); })`;
    const code = `Promise.resolve(require('@otelwire/graphite/client'))${check};import('@otelwire/graphite/client')${check}`;
    const { stdout } = await run(process.execPath, ['--input-type=commonjs', '-e', code], { cwd });
    expect(stdout).toBe('function false\nfunction false\n');
  });

  test('writes lines to its standard output where it is told to', async () => {
    const code = `import { GraphiteClient } from '${built('esm').href}';
      const client = new GraphiteClient({ endpoint: 'stdout:' });
      client.send('hits', 7, { timestamp: 1700000000, tags: { a: 'b' } }); await client.close();`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', code]);
    expect(stdout).toBe('hits;a=b 7 1700000000\n');
  });
});
