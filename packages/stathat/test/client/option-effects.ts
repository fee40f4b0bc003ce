import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createMemoryTransport, systemClock } from '@otelwire/core';
import { expect, vi } from 'vitest';
import { afterwards, HttpServer } from '../../../core/test/http/http-server.ts';
import { FakeClock } from '../../../core/test/transport/fake-clock.ts';
import {
  StatHatClassicClient,
  type StatHatClassicClientOptions,
  StatHatEzClient,
  type StatHatEzClientOptions,
  TransportError,
} from '../../src/client/index.ts';
import { fieldsOf, itemsOf, noted, origin, server, TAKEN } from './server.ts';

type Options = StatHatEzClientOptions & StatHatClassicClientOptions;
/** Gives an option: in code, or as the text of its variable. */
type Given = (value: unknown, text?: string) => Options;

function open({ userKey: _, ...options }: Options, to?: HttpServer): StatHatEzClient {
  const client = new StatHatEzClient({ ...(to && { endpoint: origin(to) }), ...options });
  afterwards(() => client.close({ timeoutMillis: 100 }));
  return client;
}

/** How many requests a few counts are. */
async function requestsOf(options: Options): Promise<number> {
  const transport = createMemoryTransport();
  const client = open({ ...options, transport });
  for (let i = 0; i < 7; i += 1) client.count('n', i);
  await client.flush();
  return transport.payloads.length;
}

const fixture = (name: string) =>
  readFileSync(new URL(`../../../core/test/transport/fixtures/${name}`, import.meta.url));

/** What each option does to either client, shown by a test. */
export const effects: Record<string, (given: Given) => Promise<void>> = {
  async ezKey(given) {
    const stathat = await server();
    await open(given('another key'), stathat).sendNow.tick('orders');
    expect(fieldsOf(stathat.requests[0]!).ezkey).toBe('another key');
  },

  async userKey(given) {
    const stathat = await server();
    await using client = new StatHatClassicClient({ ...given('a key'), endpoint: origin(stathat) });
    await client.sendNow.tick('SKEY');
    expect(fieldsOf(stathat.requests[0]!)).toEqual({ key: 'SKEY', ukey: 'a key', count: '1' });
  },

  async bulk(given) {
    expect([await requestsOf({}), await requestsOf(given(false))]).toEqual([1, 7]);
  },

  async maxItems(given) {
    expect([await requestsOf({}), await requestsOf(given(3))]).toEqual([1, 3]);
  },

  async endpoint(given) {
    const stathat = await server();
    expect(await open(given(origin(stathat))).sendNow.tick('orders')).toBe(true);
  },

  async dialect(given) {
    expect([await requestsOf({}), await requestsOf(given('ezstat'))]).toEqual([1, 7]);
  },

  async headers(given) {
    const stathat = await server();
    const client = open(given({ 'x-team': 'core, new' }, 'x-team=core%2C new'), stathat);
    await client.sendNow.tick('orders');
    client.tick('orders');
    await client.flush();
    expect(stathat.requests.map(({ headers }) => headers['x-team'])).toEqual(['core, new', 'core, new']);
  },

  async ignoreErrors(given) {
    const stathat = await server(503);
    await expect(open({}, stathat).sendNow.tick('orders')).rejects.toThrow();
    expect(await open(given(true), stathat).sendNow.tick('orders')).toBe(false);
  },

  async maxBacklogBytes(given) {
    const transport = createMemoryTransport();
    transport.failNext();
    const client = open({ ...given(0), transport });
    client.tick('orders');
    await client.flush();
    expect(client.accounting).toMatchObject({ held: 0, dropped: { queue_full: 1 } });
  },

  async maxBacklogAgeMillis(given) {
    let now = 0;
    const clock = { ...systemClock, monotonicMillis: () => now };
    const transport = createMemoryTransport();
    transport.failNext();
    const client = open({ ...given(1000), transport, clock });
    client.tick('orders');
    await client.flush();
    expect(client.accounting.held).toBe(1);
    now = 1001;
    await client.flush();
    expect(client.accounting).toMatchObject({ held: 0, dropped: { too_old: 1 } });
  },

  async connectTimeoutMillis(given) {
    // takes connections, and says nothing that belongs to TLS
    const sockets: Socket[] = [];
    const silent = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    afterwards(() => {
      for (const socket of sockets) socket.destroy();
      silent.close();
    });
    const endpoint = `https://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    // less than the 5 s that a connection may take otherwise
    const client = open({ ...given(20), endpoint, timeoutMillis: 4000 });
    await expect(client.sendNow.tick('orders')).rejects.toThrow('does not answer (UND_ERR_CONNECT_TIMEOUT)');
  },

  async tls(given) {
    const identity = { cert: fixture('tls-server.pem'), key: fixture('tls-server-key.pem') };
    const stathat = await HttpServer.start([TAKEN], identity);
    await expect(open({}, stathat).sendNow.tick('orders')).rejects.toThrow('not trusted');
    const client = open(given({ ca: fixture('tls-authority.pem') }), stathat);
    expect(await client.sendNow.tick('orders')).toBe(true);
    client.tick('orders');
    await client.flush();
    expect(stathat.requests).toHaveLength(2);
  },

  async transport(given) {
    const transport = createMemoryTransport();
    const client = open(given(transport));
    client.tick('orders', { timestamp: 1 });
    expect(await client.sendNow.value('load', 0.5)).toBe(true);
    await client.flush();
    transport.failNext();
    await expect(client.sendNow.tick('orders')).rejects.toMatchObject({ status: 0, retryable: true });
    expect([await client.sendNow.tick('orders'), transport.isClosed]).toEqual([true, false]);
    await client.close();
    expect(transport.isClosed).toBe(true);
    expect(transport.payloads.map(String)).toHaveLength(3);
    expect(Buffer.concat(transport.payloads).toString()).toContain('{"stat":"orders","count":1,"t":1}');
  },

  async clock(given) {
    const stathat = await server();
    const client = open(given({ ...systemClock, now: () => 1_700_000_000_900 }), stathat);
    client.tick('orders');
    await client.flush();
    expect(itemsOf(stathat)).toEqual([{ stat: 'orders', count: 1, t: 1_700_000_000 }]);
  },

  async logger(given) {
    const { lines, logger } = noted();
    const transport = createMemoryTransport();
    transport.failNext();
    const client = open({ ...given(logger), transport });
    client.tick('orders');
    await client.flush();
    expect(lines).toEqual(['memory: fails as told. Data points are held and will be sent again']);
  },

  async dispatcher(given) {
    const origins: string[] = [];
    const dispatcher = {
      async request({ origin: to }: { origin: string }) {
        origins.push(to);
        return { statusCode: 204, headers: {}, body: (async function* () {})() };
      },
    };
    await open(given(dispatcher)).sendNow.tick('orders');
    expect(origins).toEqual(['https://api.stathat.com']);
  },

  async flushIntervalMillis(given) {
    const clock = new FakeClock();
    const transport = createMemoryTransport();
    const client = open({ ...given(1234), clock, transport });
    client.tick('orders');
    clock.advance(1233);
    await new Promise(setImmediate);
    expect(transport.payloads).toEqual([]);
    clock.advance(1);
    await new Promise(setImmediate);
    expect(transport.payloads).toHaveLength(1);
  },

  async timeoutMillis(given) {
    const clock = new FakeClock();
    const transport = createMemoryTransport();
    const allowed: number[] = [];
    transport.respondWith(({ ends }, deadline) => {
      allowed.push(deadline - clock.monotonicMillis());
      return { delivered: ends.length };
    });
    const client = open({ ...given(1234), clock, transport });
    client.tick('orders');
    await client.flush();
    await client.sendNow.tick('orders');
    expect(allowed).toEqual([1234, 1234]);
  },

  async closeTimeoutMillis(given) {
    const clock = new FakeClock();
    const allowed: number[] = [];
    const transport = {
      ...createMemoryTransport(),
      async close(deadline: number) {
        allowed.push(deadline - clock.monotonicMillis());
      },
    };
    await open({ ...given(1234), clock, transport }).close();
    expect(allowed).toEqual([1234]);
  },

  async debug(given) {
    const shown = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    open({ ...given(true), transport: createMemoryTransport() }).tick('orders', { timestamp: 1 });
    expect(shown.mock.calls).toEqual([['{"stat":"orders","count":1,"t":1}\n']]);
  },

  async onError(given) {
    const errors: unknown[] = [];
    const transport = createMemoryTransport();
    transport.failNext();
    const client = open({ ...given((error: unknown) => errors.push(error)), transport });
    client.tick('orders');
    await client.flush();
    expect(errors).toEqual([expect.any(TransportError)]);
  },
};
