import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createMemoryTransport } from '@otelwire/core';
import { expect } from 'vitest';
import { afterwards, HttpServer } from '../../../core/test/http/http-server.ts';
import { StatHatClassicClient, type StatHatEzClientOptions } from '../../src/client/index.ts';
import { type Effects, openGiven } from './given-options.ts';
import { fieldsOf, origin, server, TAKEN } from './server.ts';

/** How many requests a few counts are. */
async function requestsOf(options: StatHatEzClientOptions): Promise<number> {
  const transport = createMemoryTransport();
  const client = openGiven({ ...options, transport });
  for (let i = 0; i < 7; i += 1) client.count('n', i);
  await client.flush();
  return transport.payloads.length;
}

const fixture = (name: string) =>
  readFileSync(new URL(`../../../core/test/transport/fixtures/${name}`, import.meta.url));

/** Of the options that say where requests go, and what is in them. */
export const wayEffects: Effects = {
  async ezKey(given) {
    const stathat = await server();
    await openGiven(given('another key'), stathat).sendNow.tick('orders');
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
    expect(await openGiven(given(origin(stathat))).sendNow.tick('orders')).toBe(true);
  },

  async dialect(given) {
    expect([await requestsOf({}), await requestsOf(given('ezstat'))]).toEqual([1, 7]);
  },

  async headers(given) {
    const stathat = await server();
    const client = openGiven(given({ 'x-team': 'core, new' }, 'x-team=core%2C new'), stathat);
    await client.sendNow.tick('orders');
    client.tick('orders');
    await client.flush();
    expect(stathat.requests.map(({ headers }) => headers['x-team'])).toEqual(['core, new', 'core, new']);
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
    const client = openGiven({ ...given(20), endpoint, timeoutMillis: 4000 });
    await expect(client.sendNow.tick('orders')).rejects.toThrow('does not answer (UND_ERR_CONNECT_TIMEOUT)');
  },

  async tls(given) {
    const identity = { cert: fixture('tls-server.pem'), key: fixture('tls-server-key.pem') };
    const stathat = await HttpServer.start([TAKEN], identity);
    await expect(openGiven({}, stathat).sendNow.tick('orders')).rejects.toThrow('not trusted');
    const client = openGiven(given({ ca: fixture('tls-authority.pem') }), stathat);
    expect(await client.sendNow.tick('orders')).toBe(true);
    client.tick('orders');
    await client.flush();
    expect(stathat.requests).toHaveLength(2);
  },

  async transport(given) {
    const transport = createMemoryTransport();
    const client = openGiven(given(transport));
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

  async dispatcher(given) {
    const origins: string[] = [];
    const dispatcher = {
      async request({ origin: to }: { origin: string }) {
        origins.push(to);
        return { statusCode: 204, headers: {}, body: (async function* () {})() };
      },
    };
    await openGiven(given(dispatcher)).sendNow.tick('orders');
    expect(origins).toEqual(['https://api.stathat.com']);
  },
};
