import { inspect } from 'node:util';
import fc from 'fast-check';
import { Agent } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HttpDispatcher } from '../../src/http/dispatcher.js';
import type { SendOutcome } from '../../src/transport/transport.js';
import { batchOf, inMillis } from '../transport/batches.js';
import { type Answer, cleanUp, HttpServer, transportTo } from './http-server.js';

/** Keys as they are given out: letters, digits, and characters that JSON and URLs write in another way. */
const secret = fc
  .array(fc.constantFrom(...'ABCDEFGHKMNPQRSTUVWXYZ23456789abcdefghkmnpqrstuvwxyz_-"\\&=+/%'), {
    minLength: 8,
    maxLength: 24,
  })
  .map((characters) => `K9${characters.join('')}9K`);

const secrets = fc.record({
  header: secret,
  bearer: secret,
  user: secret,
  password: secret,
  query: secret,
  path: secret,
});

type Secrets = typeof secrets extends fc.Arbitrary<infer Value> ? Value : never;

/** Everything that somebody could log of an outcome. */
function logged(outcome: SendOutcome, description: string): string {
  const errors = [outcome.error, ...(outcome.lost ?? []).map(({ error }) => error)];
  const messages = errors.map((error) => `${error?.message} ${JSON.stringify(error)}`);
  return [description, inspect(outcome, { depth: null, showHidden: true }), ...messages].join('\n');
}

function expectNone(of: Secrets, text: string): void {
  for (const [name, value] of Object.entries(of)) {
    for (const spelling of [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)]) {
      expect(text.includes(spelling), `${name} is in ${text}`).toBe(false);
    }
  }
}

function urlWith(origin: string, of: Secrets): URL {
  const url = new URL(`/write/${encodeURIComponent(of.path)}`, origin);
  url.username = encodeURIComponent(of.user);
  url.password = encodeURIComponent(of.password);
  url.searchParams.set('token', of.query);
  return url;
}

function headersWith(of: Secrets) {
  return { 'x-key': of.header, authorization: `Bearer ${of.bearer}` };
}

/** Says back what it got, in each place that a server can write to, besides its body. */
const echo: Answer = (response, { headers, path }) => {
  const said = JSON.stringify({ path: decodeURIComponent(path), headers });
  const status = Number(headers['x-status']);
  response
    .writeHead(status, [...headers.authorization!].filter((c) => /[\w ]/.test(c)).join(''), {
      location: `/moved/${encodeURIComponent(headers['x-key'] as string)}?${path}`,
      'x-said': Buffer.from(said).toString('base64'),
    })
    .end(said);
};

describe('no secret is in an error', () => {
  let server: HttpServer;
  beforeAll(async () => {
    server = await HttpServer.start([echo]);
  });
  afterAll(cleanUp);

  it('whatever a server says back, and though a backend repeats it', async () => {
    const dispatcher = new Agent();
    const status = fc.constantFrom(200, 307, 400, 401, 404, 413, 429, 500, 503);
    await fc.assert(
      fc.asyncProperty(secrets, status, async (of, status) => {
        const transport = transportTo(urlWith(server.url.origin, of), {
          dispatcher,
          headers: { ...headersWith(of), 'x-status': String(status) },
          maxRetries: 0,
          interpret: ({ body }) => ({ kind: status === 200 ? 'refused' : 'rejected', reason: body }),
        });
        const plain = transportTo(urlWith(server.url.origin, of), {
          dispatcher,
          headers: { ...headersWith(of), 'x-status': String(status) },
          maxRetries: 0,
        });
        for (const each of [transport, plain]) {
          const outcome = await each.send(batchOf('x'), inMillis(5_000));
          expectNone(of, logged(outcome, each.description));
        }
      }),
      { numRuns: 60 },
    );
    await dispatcher.close();
  });

  it('whatever a dispatcher throws', async () => {
    const place = fc.constantFrom('message', 'code', 'name', 'property', 'cause', 'text');
    const which = fc.constantFrom<keyof Secrets>('header', 'bearer', 'user', 'password', 'query', 'path');
    await fc.assert(
      fc.asyncProperty(secrets, which, place, fc.boolean(), async (of, name, place, isTaken) => {
        const said = `no way for ${of[name]}!`;
        const dispatcher: HttpDispatcher = {
          async request(options) {
            const { body } = options as { body: AsyncIterable<Uint8Array> };
            if (isTaken) await body[Symbol.asyncIterator]().next();
            if (place === 'text') throw said;
            const error = new Error(place === 'message' ? said : 'fails');
            if (place === 'code') throw Object.assign(error, { code: of[name] });
            if (place === 'name') throw Object.assign(error, { name: of[name] });
            if (place === 'property') throw Object.assign(error, { headers: options });
            if (place === 'cause') throw Object.assign(error, { cause: new Error(said) });
            throw error;
          },
        };
        const transport = transportTo(urlWith('https://metrics.example', of), {
          dispatcher,
          headers: headersWith(of),
          maxRetries: 0,
        });
        const outcome = await transport.send(batchOf('x'), inMillis(5_000));
        expect(outcome.error?.message).toContain('https://metrics.example/write/*** failed');
        expectNone(of, logged(outcome, transport.description));
      }),
    );
  });

  it('of basic authorization, neither as it is sent nor as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(secrets, fc.boolean(), async (of, isGiven) => {
        const pair = Buffer.from(`${of.user}:${of.password}`).toString('base64');
        const dispatcher: HttpDispatcher = {
          request: (options) =>
            Promise.reject(new Error(`${JSON.stringify(options)} ${of.password} ${pair}`)),
        };
        const url = isGiven ? new URL('https://metrics.example/') : urlWith('https://metrics.example', of);
        const headers: Record<string, string> = isGiven ? { Authorization: `Basic ${pair}` } : {};
        const transport = transportTo(url, { dispatcher, headers, maxRetries: 0 });
        const text = logged(await transport.send(batchOf('x'), inMillis(5_000)), transport.description);
        expect(text).not.toContain(pair);
        expectNone(of, text);
      }),
    );
  });
});
