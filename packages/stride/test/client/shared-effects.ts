import { readFileSync } from 'node:fs';
import { type Clock, systemClock } from '@otelwire/core';
import { Agent } from 'undici';
import { expect, vi } from 'vitest';
import { afterwards, HttpServer } from '../../../core/test/http/http-server.ts';
import { StreamServer } from '../../../core/test/transport/stream-server.ts';
import { receiver } from './server.ts';

const pem = (name: string) =>
  readFileSync(new URL(`../../../core/test/transport/fixtures/${name}`, import.meta.url));

/** Options with one more: in code, or in its variable. */
type Give = (name: string, value: unknown, text?: string) => Readonly<Record<string, unknown>>;
/** Sends an event with these options. What went wrong, or `taken`. */
type Send = (options: object, event?: object) => Promise<string>;
export type Check = (give: Give, send: Send) => Promise<void>;

const longEvent = { text: 'x'.repeat(2_000) };

/** Of the options that client and collector have. */
export const shared: Record<string, Check> = {
  async apiKey(give, send) {
    const stride = await receiver({ secretKeys: ['other'] });
    const endpoint = stride.endpoints.http;
    expect(await send({ endpoint })).toContain('401');
    expect(await send({ endpoint, apiKey: undefined, ...give('apiKey', 'other') })).toBe('taken');
  },

  async endpoint(give, send) {
    const stride = await receiver();
    await expect(send({})).rejects.toThrow('endpoint');
    expect(await send(give('endpoint', stride.endpoints.http))).toBe('taken');
    expect(stride.totals.find('a')!.events).toEqual([{ n: 1 }]);
  },

  async headers(give, send) {
    const stride = await receiver();
    await send({
      endpoint: stride.endpoints.http,
      ...give('headers', { 'X-Team': 'a, b' }, 'x-team=a%2C%20b'),
    });
    expect(stride.totals.requests.kept[0]!.headers).toMatchObject({ 'x-team': 'a, b' });
  },

  async gzip(give, send) {
    const stride = await receiver();
    const endpoint = stride.endpoints.http;
    await send({ endpoint }, longEvent);
    await send({ endpoint, ...give('gzip', false) }, longEvent);
    const encodings = stride.totals.requests.kept.map(({ headers }) => headers['content-encoding']);
    expect(encodings).toEqual(['gzip', undefined]);
  },

  async dispatcher(give, send) {
    const stride = await receiver();
    const agent = new Agent();
    afterwards(() => agent.close());
    const seen: unknown[] = [];
    const dispatcher = {
      request(options: object) {
        seen.push(options);
        return agent.request(options as never);
      },
    };
    expect(await send({ endpoint: stride.endpoints.http, ...give('dispatcher', dispatcher) })).toBe('taken');
    expect([seen.length, agent.destroyed]).toEqual([1, false]);
  },

  async tls(give, send) {
    const identity = { cert: pem('tls-server.pem'), key: pem('tls-server-key.pem') };
    const ca = pem('tls-authority.pem');
    const mutual = { ...identity, ca, requestCert: true, rejectUnauthorized: true };
    const server = await HttpServer.start([200], mutual);
    const endpoint = server.url.origin;
    expect(await send({ endpoint })).toContain('not trusted');
    expect(await send({ endpoint, ...give('tls', { ca }) })).not.toBe('taken');
    expect(server.requests).toEqual([]);
    expect(await send({ endpoint, ...give('tls', { ca, ...identity }) })).toBe('taken');
  },

  async clock(give, send) {
    const stride = await receiver();
    const monotonicMillis = vi.fn(systemClock.monotonicMillis);
    const setTimer = vi.fn(systemClock.setTimer);
    const clock: Clock = { ...systemClock, monotonicMillis, setTimer };
    await send({ endpoint: stride.endpoints.http, ...give('clock', clock) });
    expect(setTimer).toHaveBeenCalled();
  },
};

/** Takes connections, and says nothing that belongs to TLS. */
export async function silentServer() {
  const server = await StreamServer.start();
  afterwards(() => server.stop());
  return { endpoint: `https://127.0.0.1:${server.port}`, sockets: server.sockets };
}
