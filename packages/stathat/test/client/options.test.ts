import { createRequire } from 'node:module';
import { createMemoryTransport } from '@otelwire/core';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { startProxy } from '../../../core/test/http/connect-proxy.ts';
import { ConfigError, ezCount, StatHatClassicClient, StatHatEzClient } from '../../src/client/index.ts';
import {
  classicClient,
  EZ_KEY,
  ezClient,
  fieldsOf,
  inTime,
  itemsOf,
  noted,
  origin,
  server,
} from './server.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

function problemsOf(open: () => unknown): readonly string[] {
  try {
    open();
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('everything that is wrong with options is said at once', () => {
  test('of EZ', () => {
    const options = {
      endpoint: 'udp://x',
      dialect: 'statflow',
      maxItems: 1001,
      bulk: 1,
      ignoreErrors: 'yes',
      key: 'k',
    };
    expect(problemsOf(() => new StatHatEzClient(options as never))).toEqual([
      expect.stringContaining("'key'"),
      expect.stringContaining('ezKey'),
      expect.stringContaining('bulk is invalid'),
      expect.stringContaining('maxItems is invalid'),
      expect.stringContaining('endpoint is invalid'),
      expect.stringContaining('dialect is invalid'),
      expect.stringContaining('ignoreErrors is invalid'),
    ]);
  });

  test('of classic, which has its own', () => {
    const options = { ezKey: 'k', bulk: true };
    expect(problemsOf(() => new StatHatClassicClient(options as never))).toEqual([
      expect.stringContaining("'ezKey'"),
      expect.stringContaining("'bulk'"),
      expect.stringContaining('userKey'),
    ]);
  });

  test('of a shortcut, at once', () => {
    expect(problemsOf(() => ezCount('k', 'orders', 1, { endpoint: 'no' }))).toEqual([
      expect.stringContaining('endpoint is invalid'),
    ]);
  });
});

describe('variables', () => {
  test('give a client its options', async () => {
    const stathat = await server();
    vi.stubEnv('OTELWIRE_STATHAT_ENDPOINT', origin(stathat));
    vi.stubEnv('OTELWIRE_STATHAT_EZ_KEY', 'from-the-environment');
    vi.stubEnv('OTELWIRE_STATHAT_USER_KEY', 'user-from-the-environment');
    vi.stubEnv('OTELWIRE_STATHAT_BULK', 'false');
    await using ez = new StatHatEzClient();
    await using classic = new StatHatClassicClient();
    ez.tick('orders');
    await ez.flush();
    await classic.sendNow.tick('SKEY');
    expect(stathat.requests.map(fieldsOf)).toMatchObject([
      { ezkey: 'from-the-environment', stat: 'orders' },
      { ukey: 'user-from-the-environment', key: 'SKEY' },
    ]);
  });

  test('of the exporter alone are not read', () => {
    vi.stubEnv('OTEL_EXPORTER_STATHAT_EZ_KEY', 'k');
    expect(problemsOf(() => new StatHatEzClient())).toEqual([expect.stringContaining('ezKey')]);
  });

  test('that are bad are said to the logger and passed over', () => {
    const { lines, logger } = noted();
    vi.stubEnv('OTELWIRE_STATHAT_FLUSH_INTERVAL', 'soon');
    new StatHatEzClient({ ezKey: 'k', logger });
    expect(lines).toEqual([expect.stringContaining("OTELWIRE_STATHAT_FLUSH_INTERVAL is invalid: 'soon'")]);
  });
});

test('a dispatcher of the application is used, and not closed', async () => {
  const stathat = await server();
  const require = createRequire(import.meta.url);
  const { Agent } = require('undici') as typeof import('undici');
  const agent = new Agent();
  const closed = vi.spyOn(agent, 'destroy');
  const client = ezClient(stathat, { dispatcher: agent });
  await client.sendNow.tick('orders');
  client.tick('orders');
  await client.close();
  expect([stathat.requests.length, closed.mock.calls.length, agent.closed]).toEqual([2, 0, false]);
  await agent.close();
});

test('a transport of the application that throws has failed, and each call is told', async () => {
  const cause = new Error('no transport at all');
  const transport = {
    ...createMemoryTransport(),
    send() {
      throw cause;
    },
  };
  const client = new StatHatEzClient({ ezKey: 'k', transport });
  const calls = Array.from({ length: 6 }, () => client.sendNow.tick('orders').catch((error) => error));
  for (const error of await Promise.all(calls)) {
    expect(error).toMatchObject({ status: 0, message: 'memory: failed', cause: { cause } });
  }
  client.tick('orders');
  await client.flush();
  expect(client.accounting).toMatchObject({ accepted: 7, held: 1, dropped: { not_sent: 6 } });
  await client.close();
});

test('a proxy of the environment is used', async () => {
  const stathat = await server();
  const proxy = await startProxy();
  vi.stubEnv('HTTP_PROXY', `http://127.0.0.1:${proxy.port}`);
  const client = ezClient(stathat);
  await client.sendNow.tick('orders');
  client.tick('orders');
  await client.flush();
  const to = stathat.url.host;
  expect(proxy.tunnels.map((tunnel) => tunnel.to)).toEqual([to, to]);
  expect(stathat.requests).toHaveLength(2);
});

describe('debug', () => {
  test('shows each point that is sent, also those that are awaited, and no key', async () => {
    const stathat = await server();
    const shown: string[] = [];
    const client = ezClient(stathat, { debug: (record) => shown.push(record) });
    client.count('orders', 2, { timestamp: 1_700_000_000 });
    client.count('orders', Number.NaN);
    await client.sendNow.value('load', 0.5);
    expect(shown).toEqual(['{"stat":"orders","count":2,"t":1700000000}', '{"stat":"load","value":0.5}']);
  });

  test('shows of the key of a stat as much as tells it apart', async () => {
    const stathat = await server();
    const shown: string[] = [];
    const client = classicClient(stathat, { debug: (record) => shown.push(record) });
    await client.sendNow.tick('abcdefghijklmnop');
    expect(shown).toEqual(['{"stat":"abcd…","count":1}']);
  });
});

test('the successor is spoken to at its address, in forms', async () => {
  const asked: unknown[] = [];
  const dispatcher = {
    async request(options: { origin: unknown; path: unknown; body: AsyncIterable<Uint8Array> }) {
      for await (const _ of options.body) asked.push([String(options.origin), options.path]);
      return { statusCode: 200, headers: {}, body: (async function* () {})() };
    },
  };
  const shared = { dispatcher: dispatcher as never, ezKey: 'k' };
  await using stathat = new StatHatEzClient(shared);
  await using ezstat = new StatHatEzClient({ ...shared, dialect: 'ezstat' });
  await stathat.sendNow.tick('orders');
  await ezstat.sendNow.tick('orders');
  expect(asked).toEqual([
    ['https://api.stathat.com', '/ez'],
    ['https://api.ezstat.dev', '/ez'],
  ]);
});

test('points wait for others as long as the flush interval', async () => {
  const stathat = await server();
  const client = ezClient(stathat, { flushIntervalMillis: 50, ezKey: EZ_KEY });
  for (let i = 0; i < 20; i += 1) client.count('n', i);
  await expect.poll(() => client.accounting.delivered, inTime).toBe(20);
  expect([stathat.requests.length, itemsOf(stathat).length]).toEqual([1, 20]);
});
