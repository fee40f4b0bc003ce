import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { StatHatEzClient } from '../../src/client/index.ts';
import { classicClient, EZ_KEY, ezClient, fieldsOf, inTime, itemsOf, origin, server } from './server.ts';

describe('close', () => {
  test('sends what was written, and may be called twice', async () => {
    const stathat = await server();
    const client = ezClient(stathat, { flushIntervalMillis: 60_000 });
    for (let i = 0; i < 50; i += 1) client.count('n', i);
    client.value('load', 1);
    await Promise.all([client.close(), client.close()]);
    expect(itemsOf(stathat)).toHaveLength(51);
    expect(client.accounting).toMatchObject({ accepted: 51, delivered: 51, dropped: {} });
  });

  test('waits for awaited calls', async () => {
    const stathat = await server((response) => void setTimeout(() => response.writeHead(204).end(), 50));
    const client = ezClient(stathat);
    const sent = client.sendNow.tick('orders');
    await client.close();
    expect(await sent).toBe(true);
  });

  test('lets what comes later fall, and counts it', async () => {
    const stathat = await server();
    const client = classicClient(stathat);
    await client.close();
    client.tick('SKEY');
    client.value('SKEY', Number.NaN);
    await client.flush();
    expect(stathat.requests).toEqual([]);
    expect(client.accounting).toEqual({
      accepted: 2,
      delivered: 0,
      held: 0,
      inFlight: 0,
      dropped: { shutdown: 2 },
    });
  });

  test('returns at its deadline while the server hangs, and what nobody knows of is counted', async () => {
    const stathat = await server(() => {});
    const client = ezClient(stathat, { timeoutMillis: 60_000 });
    client.tick('orders');
    client.value('load', 1);
    const awaited = client.sendNow.tick('orders').catch(({ retryable }) => retryable);
    const queued = Promise.all(
      Array.from({ length: 10 }, () => client.sendNow.tick('more').catch(({ status }) => status)),
    );
    await expect.poll(() => stathat.requests.length, inTime).toBeGreaterThanOrEqual(3);
    await client.close({ timeoutMillis: 100 });
    expect([await awaited, new Set(await queued)]).toEqual([false, new Set([0])]);
    const { accepted, delivered, dropped, held, inFlight } = client.accounting;
    expect({ accepted, delivered, held, inFlight }).toEqual({
      accepted: 13,
      delivered: 0,
      held: 0,
      inFlight: 0,
    });
    expect(Object.values(dropped).reduce((sum, points) => sum + points)).toBe(13);
    expect(Object.keys(dropped).sort()).toEqual(['shutdown', 'unconfirmed']);
  });

  test('of classic returns at its deadline, too', async () => {
    const stathat = await server(() => {});
    const client = classicClient(stathat, { timeoutMillis: 60_000 });
    client.tick('SKEY');
    client.value('SKEY', 1);
    await expect.poll(() => stathat.requests.length, inTime).toBe(2);
    await client.close({ timeoutMillis: 100 });
    const { delivered, dropped, held, inFlight } = client.accounting;
    expect({ delivered, held, inFlight }).toEqual({ delivered: 0, held: 0, inFlight: 0 });
    expect(dropped).toEqual({ unconfirmed: 1, shutdown: 1 });
  });

  test('is done at the end of a scope', async () => {
    const stathat = await server();
    {
      await using client = new StatHatEzClient({ endpoint: origin(stathat), ezKey: EZ_KEY });
      client.tick('orders');
    }
    expect(itemsOf(stathat)).toEqual([{ stat: 'orders', count: 1, t: expect.any(Number) }]);
  });
});

describe('the process of an application', () => {
  const run = promisify(execFile);
  const built = (format: 'esm' | 'cjs') => new URL(`../../dist/${format}/client/index.js`, import.meta.url);

  /**
   * Resolves when the process has ended by itself; rejects when that takes long, or when it fails. Its standard input ends with
   * `until`.
   */
  async function exits(code: string, until: PromiseLike<unknown> = Promise.resolve()): Promise<string> {
    const script = `import * as stathat from '${built('esm').href}';\n${code}`;
    const running = run(process.execPath, ['--input-type=module', '-e', script], { timeout: 15_000 });
    await Promise.race([until, running]);
    running.child.stdin!.end();
    return (await running).stdout;
  }

  test('ends by itself while a client is open and its server is away', async () => {
    await exits(`const client = new stathat.StatHatEzClient({ endpoint: 'http://127.0.0.1:9', ezKey: 'k', flushIntervalMillis: 1 });
      client.tick('orders'); client.value('load', 1); await new Promise((resolve) => setTimeout(resolve, 200));`);
  });

  test('ends by itself while clients are connected and idle', async () => {
    const to = await server();
    await exits(`const client = new stathat.StatHatEzClient({ endpoint: '${origin(to)}', ezKey: 'k' });
      client.value('load', 1); await client.flush(); await client.sendNow.tick('orders');
      const classic = new stathat.StatHatClassicClient({ endpoint: '${origin(to)}', userKey: 'u' });
      classic.value('SKEY', 1); await classic.flush();`);
    expect(to.requests.map(({ path }) => path)).toEqual(['/ez', '/ez', '/v']);
  });

  test('ends by itself while the server does not answer', async () => {
    const to = await server(() => {});
    const ended = exits(
      `const options = { endpoint: '${origin(to)}', timeoutMillis: 600_000, flushIntervalMillis: 1 };
      const ez = new stathat.StatHatEzClient({ ...options, ezKey: 'k' });
      const classic = new stathat.StatHatClassicClient({ ...options, userKey: 'u' });
      ez.tick('orders'); ez.value('load', 1); classic.tick('SKEY');
      await new Promise((resolve) => process.stdin.resume().once('end', resolve));`,
      expect.poll(() => to.requests.length, inTime).toBe(3),
    );
    expect(await ended).toBe('');
  });

  test('waits for a close, and for a call, that are awaited', async () => {
    const to = await server();
    const said =
      await exits(`const client = new stathat.StatHatClassicClient({ endpoint: '${origin(to)}', userKey: 'u' });
      client.count('SKEY', 7); await client.close();
      console.log(await stathat.ezValue('k', 'load', 0.5, { endpoint: '${origin(to)}' }));`);
    expect(to.requests.map(fieldsOf)).toMatchObject([{ count: '7' }, { value: '0.5' }]);
    expect(said).toBe('true\n');
  });

  test('does not crash of calls that fail and that nobody awaits', async () => {
    const to = await server(503);
    await exits(`const options = { endpoint: '${origin(to)}' };
      const client = new stathat.StatHatEzClient({ ...options, ezKey: 'k' });
      client.sendNow.tick('orders'); client.stat('orders').sendNow.value(Number.NaN); stathat.ezCount('k', 'orders', 1, options);
      stathat.classicValue('u', 'SKEY', 1, options); await new Promise((resolve) => setTimeout(resolve, 300));`);
    await expect.poll(() => to.requests.length, inTime).toBe(3);
  });

  test('may load the package as CommonJS', async () => {
    const to = await server();
    const code = `const { StatHatEzClient, StatHatError, ConfigError } = require(${JSON.stringify(fileURLToPath(built('cjs')))});
      try { new StatHatEzClient({ endpoint: 'no' }); } catch (error) { if (!(error instanceof ConfigError)) throw error; }
      const client = new StatHatEzClient({ endpoint: '${origin(to)}', ezKey: 'k' });
      client.tick('orders'); client.close();`;
    await run(process.execPath, ['--input-type=commonjs', '-e', code], { timeout: 15_000 });
    expect(itemsOf(to)).toHaveLength(1);
  });

  test('loads neither OpenTelemetry nor undici with the package', async () => {
    const cwd = fileURLToPath(new URL('../..', import.meta.url));
    const code = `const { StatHatEzClient } = require('@otelwire/stathat/client'); new StatHatEzClient({ ezKey: 'k' });
      const files = Object.keys(require.cache).join(); console.log(/node_modules.(@opentelemetry|undici|.pnpm.(@opentelemetry|undici))/.test(files));`;
    const { stdout } = await run(process.execPath, ['--input-type=commonjs', '-e', code], { cwd });
    expect(stdout).toBe('false\n');
  });
});
