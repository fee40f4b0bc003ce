import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { type Clock, systemClock } from '@otelwire/core';
import { timeLapse } from '../../core/test/http/hanging.ts';
import { type Answer, HttpServer, type Received } from '../../core/test/http/http-server.ts';
import { Account } from './account.ts';
import { silentServer } from './silent-server.ts';

/** All that no one may get to see has this word. */
export const SECRET = 'hunter2';
export const accessKey = `ist_${SECRET}${SECRET}`;
export const headers = { 'x-secret': `${SECRET}-header` };

const fixture = (name: string) =>
  readFileSync(new URL(`../../core/test/transport/fixtures/${name}`, import.meta.url));

/** What a server that tells everything would say of a request. */
const repeated = ({ headers: sent }: Received) => `${sent['x-is-accesskey']} for ${sent['x-secret']}`;

/** A status with a body and a header that repeat the keys. */
const talkative =
  (status: number): Answer =>
  (response, request) =>
    response
      .writeHead(status, { 'x-echo': String(request.headers['x-is-accesskey']) })
      .end(JSON.stringify({ message: `key ${repeated(request)}` }));

const page: Answer = (response, request) =>
  response
    .writeHead(502, { 'content-type': 'text/html' })
    .end(`<html><title>${repeated(request)}</title></html>`);

/** The body breaks off in the middle of the key. */
const cutOff: Answer = (response, request) => {
  const body = JSON.stringify({ message: repeated(request) });
  response.writeHead(400, { 'content-length': body.length + 100 });
  response.write(body, () => response.destroy());
};

const redirect: Answer = (response, { headers: sent }) =>
  response.writeHead(302, { location: `/${sent['x-is-accesskey']}?k=${sent['x-is-accesskey']}` }).end();

const noHttp: Answer = (response, request) => response.socket?.end(`${repeated(request)} is no HTTP\r\n\r\n`);
const reset: Answer = (response) => response.socket?.resetAndDestroy();

/** An account whose bucket is made and whose events go wrong, as often as they come. */
async function withEvents(answer: Answer): Promise<string> {
  return (await Account.open('take', ...Array.from({ length: 50 }, () => answer))).endpoint;
}

async function withBucket(answer: Answer): Promise<string> {
  return (await Account.open(...Array.from({ length: 50 }, () => answer))).endpoint;
}

const statuses = [400, 401, 402, 403, 404, 409, 413, 429, 500, 502, 503];

export interface Failure {
  /** Gives the endpoint of a server that fails so. */
  readonly start: () => Promise<string>;
  /** What is said of it. */
  readonly says: RegExp;
  /** Whether nothing is said: it takes a deadline that passes. */
  readonly hangs?: boolean;
}

/** Every way in which a server can fail. */
export const failures: Record<string, Failure> = {
  ...Object.fromEntries(
    statuses.flatMap((status) => [
      [`${status} to events`, { start: () => withEvents(talkative(status)), says: said('events', status) }],
      [
        `${status} to the bucket`,
        { start: () => withBucket(talkative(status)), says: said('buckets', status) },
      ],
    ]),
  ),
  'a page instead of an answer': { start: () => withEvents(page), says: said('events', 502) },
  'a body that is cut off': { start: () => withEvents(cutOff), says: said('events', 400) },
  'a redirect': { start: () => withBucket(redirect), says: /redirects are not followed/ },
  'no HTTP': { start: () => withEvents(noHttp), says: /does not speak HTTP/ },
  'a reset': { start: () => withEvents(reset), says: /ECONNRESET|UND_ERR_SOCKET/ },
  'no answer': { start: () => withEvents(() => {}), says: /the deadline/, hangs: true },
  'no connection': {
    async start() {
      const account = await Account.open();
      const { endpoint } = account;
      await account.stop();
      return endpoint;
    },
    says: /ECONNREFUSED/,
  },
  'a certificate that nobody trusts': {
    async start() {
      const tls = { cert: fixture('tls-server.pem'), key: fixture('tls-server-key.pem') };
      return (await HttpServer.start([204], tls)).url.href;
    },
    says: /not trusted/,
  },
  'no word of TLS': {
    start: async () => (await silentServer()).endpoint,
    says: /the deadline/,
    hangs: true,
  },
};

/**
 * What a failure is waited for with. Pauses take no time, and a busy machine takes none; where nothing is answered, a short
 * deadline passes by the clock of the system.
 */
export async function timesOf({ hangs = false }: Failure): Promise<{ clock: Clock; timeoutMillis: number }> {
  if (hangs) return { clock: systemClock, timeoutMillis: 500 };
  return { clock: (await timeLapse()).clock, timeoutMillis: 10_000 };
}

function said(resource: 'buckets' | 'events', status: number): RegExp {
  return new RegExp(`/api/${resource} answers ${status}`);
}

/** The same endpoint with a user and a password, and a key in the query. */
export function withCredentials(endpoint: string): string {
  return `${endpoint.replace('//', `//user:${SECRET}-password@`)}?key=${SECRET}-query`;
}

/** All that can be read of something: of errors their message, stack, and causes. */
export function readable(shown: unknown): string {
  if (!(shown instanceof Error)) return inspect(shown, { depth: 10, showHidden: true });
  const { cause, message, stack } = shown;
  return [
    message,
    stack,
    String(shown),
    inspect(shown, { depth: 10, showHidden: true }),
    JSON.stringify(shown),
    cause === undefined ? '' : readable(cause),
  ].join('\n');
}
