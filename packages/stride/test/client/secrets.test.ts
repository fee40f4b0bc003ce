import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { inspect } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { type Answer, afterwards, HttpServer } from '../../../core/test/http/http-server.ts';
import { StreamServer } from '../../../core/test/transport/stream-server.ts';
import {
  ConfigError,
  StrideClient,
  type StrideClientOptions,
  StrideCollector,
  StrideError,
} from '../../src/client/index.ts';
import { noted } from './server.ts';

const KEY = 'sécret key+/="1';
const TOKEN = 'tøken-2';
const PASSWORD = 'p4ss wörd';
const BASIC = Buffer.from(`${KEY}:`).toString('base64');
const secrets = [KEY, TOKEN, PASSWORD].flatMap((secret) => [
  secret,
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
]);

/** Nothing that a person may get to see has a secret, in any spelling. */
function expectNoSecrets(shown: readonly unknown[]): void {
  const text = shown.flatMap(textsOf).join('\n');
  for (const secret of [...secrets, BASIC]) expect(text).not.toContain(secret);
}

function textsOf(one: unknown): string[] {
  const whole = [inspect(one, { depth: 10, showHidden: true, getters: true }), JSON.stringify(one) ?? ''];
  if (!(one instanceof Error)) return typeof one === 'string' ? [one] : whole;
  return [...whole, one.message, String(one), one.stack ?? '', ...textsOf(one.cause ?? '')];
}

const pem = (name: string) =>
  readFileSync(new URL(`../../../core/test/transport/fixtures/${name}`, import.meta.url));
const identity = { cert: pem('tls-server.pem'), key: pem('tls-server-key.pem') };

async function answering(answer: Answer, tls?: typeof identity): Promise<string> {
  return (await HttpServer.start([answer], tls)).url.origin;
}

async function raw(onConnection: (socket: Socket) => void): Promise<string> {
  const server = await StreamServer.start({ onConnection });
  afterwards(() => server.stop());
  return `http://127.0.0.1:${server.port}`;
}

/** Repeats all that it was sent. */
const repeats =
  (status: number, type = 'text/plain'): Answer =>
  (response, { headers }) => {
    const said = `${headers.authorization} ${headers['x-token']} ${secrets.join(' ')}`;
    const body = type === 'application/json' ? JSON.stringify({ message: said }) : said;
    response.writeHead(status, { 'content-type': type }).end(body);
  };

/** Where nothing goes well, and what is said of it. */
const failures: Record<string, readonly [open: () => Promise<string>, says: RegExp]> = {
  'the server refuses connections': [
    async () => {
      const server = await HttpServer.start();
      const { origin } = server.url;
      await server.stop();
      return origin;
    },
    /ECONNREFUSED/,
  ],
  'the connection is reset': [
    () => raw((socket) => void socket.once('data', () => socket.resetAndDestroy())),
    /ECONNRESET|UND_ERR_SOCKET|EPIPE/,
  ],
  'the connection ends without an answer': [
    () => raw((socket) => void socket.once('data', () => socket.end())),
    /UND_ERR_SOCKET/,
  ],
  'the answer is no HTTP, and repeats the request': [
    () => raw((socket) => void socket.once('data', (chunk) => socket.end(chunk))),
    /does not speak HTTP/,
  ],
  'the certificate is not trusted': [() => answering(200, identity), /not trusted/],
  'the port does not speak TLS': [
    async () => (await answering(200)).replace('http:', 'https:'),
    /failed to speak TLS/,
  ],
  ...Object.fromEntries(
    [400, 401, 402, 403, 404, 413, 429, 500, 502, 503, 504].map((status) => [
      `the server answers ${status} with what it was sent`,
      [() => answering(repeats(status)), new RegExp(`answers ${status}`)],
    ]),
  ),
  'the server answers 403 with what it was sent, as JSON': [
    () => answering(repeats(403, 'application/json')),
    /answers 403 '\*\*\*'/,
  ],
  'the server answers with a page of HTML': [() => answering(repeats(502, 'text/html')), /answers 502/],
  'the server redirects to what it was sent': [
    () =>
      answering((response) => {
        response.writeHead(302, { location: `/${encodeURIComponent(KEY)}?key=${encodeURIComponent(KEY)}` });
        response.end();
      }),
    /redirects are not followed/,
  ],
};

const secret = { apiKey: KEY, headers: { 'x-token': TOKEN } };

function withPassword(origin: string): string {
  return origin.replace('://', `://user:${encodeURIComponent(PASSWORD)}@`);
}

/** All that an application gets to see of a client that fails. */
async function shownByClient(options: StrideClientOptions): Promise<unknown[]> {
  await using client = new StrideClient({ ...options, ...secret });
  const note = (error: unknown) => error;
  return [
    await client.get('/collect').catch(note),
    await client.post('/collect/a', { n: 1 }).catch(note),
    await client.subscribe('/collect/a').next().catch(note),
    client,
  ];
}

/** All that an application gets to see of a collector that fails. */
async function shownByCollector(options: StrideClientOptions): Promise<unknown[]> {
  const { lines, logger } = noted();
  const shown: unknown[] = [];
  const onError = (error: Error) => void shown.push(error);
  const timeoutMillis = 400;
  const collector = new StrideCollector({ ...options, ...secret, timeoutMillis, logger, onError });
  collector.start();
  collector.collect('a', { n: 1 });
  await collector.flush();
  await collector.stop({ timeoutMillis: 0 });
  return [...shown, ...lines, collector, collector.accounting];
}

describe.each(Object.entries(failures))('no secret is shown when %s:', (_what, [open, says]) => {
  test('by a client', async () => {
    const shown = await shownByClient({ endpoint: withPassword(await open()) });
    expect(shown[2]).toBeInstanceOf(StrideError);
    expect((shown[2] as Error).message).toMatch(says);
    // A client gives an answer to those who asked for it.
    expectNoSecrets(shown.filter((one) => one instanceof Error || one instanceof StrideClient));
  });

  test('by a collector', async () => {
    const shown = await shownByCollector({ endpoint: withPassword(await open()) });
    expect(shown.some((one) => typeof one === 'string')).toBe(true);
    expectNoSecrets(shown);
  });
});

test('no secret is shown when the server hangs', async () => {
  const endpoint = withPassword(await answering(() => {}));
  const shown = await shownByClient({ endpoint, timeoutMillis: 50 });
  for (const error of shown.slice(0, 3)) expect(String(error)).toContain('did not answer within 50 ms');
  expectNoSecrets([...shown, ...(await shownByCollector({ endpoint }))]);
});

test('no secret is shown when an answer breaks off', async () => {
  const server = await HttpServer.start([
    (response) => response.writeHead(200).write(`{"key":"${KEY}"`, () => response.destroy()),
  ]);
  const [got, posted, subscribed, client] = await shownByClient({
    endpoint: withPassword(server.url.origin),
  });
  expect(String(got)).toContain('gave no whole answer (200)');
  expect(String(subscribed)).toContain('ended the connection without a whole answer');
  expectNoSecrets([got, posted, subscribed, client]);
});

test('no secret is shown when what comes is no JSON', async () => {
  const server = await HttpServer.start([(response) => void response.end(`${KEY}\r\n`)]);
  const [, , subscribed] = await shownByClient({ endpoint: withPassword(server.url.origin) });
  expect(String(subscribed)).toContain('sends an event that is no JSON');
  expectNoSecrets([subscribed]);
});

test('no secret is shown when the client is closed', async () => {
  const server = await HttpServer.start([() => {}]);
  const client = new StrideClient({ ...secret, endpoint: withPassword(server.url.origin) });
  const failed = client.get('/collect').catch((error: unknown) => error);
  await vi.waitFor(() => expect(server.requests).toHaveLength(1), { timeout: 10_000 });
  await client.close();
  const later = await client.get('/collect').catch((error: unknown) => error);
  for (const error of [await failed, later]) expect(String(error)).toContain('the client is closed');
  expectNoSecrets([await failed, later, client]);
});

test('no secret is shown when the proxy of the environment cannot be used', async () => {
  const server = await HttpServer.start();
  vi.stubEnv('http_proxy', `http://user:${PASSWORD}@:80:80`);
  const shown = await shownByClient({ endpoint: server.url.origin });
  vi.unstubAllEnvs();
  expect(String(shown[0])).toContain('the proxy is not given as a URL');
  expectNoSecrets(shown);
  expect(server.requests).toEqual([]);
});

test.each([
  ['a bad option', { flushIntervalMillis: -1, timeoutMillis: -1 }],
  ['a key that cannot be one', { apiKey: { key: KEY } }],
  ['an endpoint that cannot be one', { endpoint: `ftp://user:${encodeURIComponent(PASSWORD)}@host/${KEY}` }],
  ['a header that cannot be sent', { headers: { 'x-token': `${TOKEN}\n` } }],
  ['headers that are none', { headers: TOKEN }],
  ['a password that is not percent-encoded', { endpoint: 'http://user:p4ss%w@127.0.0.1/' }],
])('no secret is shown with %s', (_what, bad) => {
  for (const Subject of [StrideClient, StrideCollector]) {
    const options = { endpoint: 'http://127.0.0.1:1', ...secret, ...bad } as never;
    let thrown: unknown;
    try {
      new Subject(options);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(ConfigError);
    expectNoSecrets([thrown]);
    expect(textsOf(thrown).join()).not.toContain('p4ss');
  }
});
