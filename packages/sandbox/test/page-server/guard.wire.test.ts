import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { json, serve } from './serve.ts';

/** The status that a Host header gets; `PORT` stands for the server's. */
async function statusFor(host: string, options = {}): Promise<number> {
  const { ask, port } = await serve(undefined, options);
  return (await ask('/', { headers: { host: host.replace('PORT', String(port)) } })).status;
}

test.each(['127.0.0.1:PORT', 'localhost:PORT', 'LocalHost:PORT', '[::1]:PORT'])(
  '%s is this machine',
  async (host) => {
    expect(await statusFor(host)).toBe(200);
  },
);

test.each([
  'evil.example:PORT',
  'localhost.evil.example:PORT',
  'localhost',
  'localhost:1',
  '127.0.0.1',
  '10.0.0.1:PORT',
  'localhost:PORT@evil.example',
  'evil.example:PORT:PORT',
  ':PORT',
])('%j is not', async (host) => {
  expect(await statusFor(host)).toBe(403);
});

test('a name that was given is allowed, with the port', async () => {
  expect(await statusFor('Sandbox.Test:PORT', { names: ['sandbox.test'] })).toBe(200);
  expect(await statusFor('sandbox.test:1', { names: ['sandbox.test'] })).toBe(403);
});

test.each([
  [200, '192.168.7.7:PORT'],
  [200, '192.168.7.7:9000'],
  [200, '[fe80::1]:PORT'],
  [200, `${hostname()}:PORT`],
  [403, 'evil.example:PORT'],
  [403, '1.2.3.4.evil.example:PORT'],
  [403, '[evil.example]:PORT'],
])('at all addresses of the machine, %d is answered to %s', async (status, host) => {
  expect(await statusFor(host, { host: '0.0.0.0' })).toBe(status);
});

test.each([
  ['another page', { origin: 'http://evil.example' }],
  ['another server of this machine', { origin: 'http://localhost:3000' }],
  ['a page without an origin', { origin: 'null' }],
  ['the same host by https', { origin: 'https://localhost:PORT' }],
  ['another site', { 'sec-fetch-site': 'cross-site' }],
  ['another port of this host', { 'sec-fetch-site': 'same-site' }],
])('a request of %s changes nothing and is told nothing', async (_who, headers) => {
  const { ask, port, calls, queries } = await serve();
  const own = { host: `localhost:${port}` };
  const theirs = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, value.replace('PORT', String(port))]),
  );
  const post = { method: 'POST', body: '{}', headers: { ...json, ...own, ...theirs } };
  expect((await ask('/api/reset', post)).status).toBe(403);
  expect((await ask('/api/live', { headers: { ...own, ...theirs } })).status).toBe(403);
  expect([...calls, ...queries]).toEqual([]);
});

test('a link from another site leads to the page', async () => {
  const { ask } = await serve();
  const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
  expect((await ask('/', { headers })).status).toBe(200);
});

test.each([{ origin: 'http://localhost:PORT', 'sec-fetch-site': 'same-origin' }, {}])(
  'the page itself may: %j',
  async (headers) => {
    const { ask, port, calls } = await serve();
    const own = Object.entries({ ...json, host: 'localhost:PORT', ...headers });
    const filled = own.map(([name, value]) => [name, value.replace('PORT', String(port))]);
    const answer = await ask('/api/reset', {
      method: 'POST',
      body: '{}',
      headers: Object.fromEntries(filled),
    });
    expect(answer).toMatchObject({ status: 204, body: '' });
    expect(calls).toEqual(['reset']);
  },
);

test('nobody is asked across origins: there are no CORS headers', async () => {
  const { ask, port } = await serve();
  const origin = `http://127.0.0.1:${port}`;
  const { headers } = await ask('/api/fault', { method: 'OPTIONS', headers: { origin } });
  expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
});
