import { silentLogger } from '@otelwire/core';
import { afterEach } from 'vitest';
import {
  type Answer,
  afterwards,
  cleanUp,
  HttpServer,
  type Received,
} from '../../../core/test/http/http-server.ts';
import {
  StatHatClassicClient,
  type StatHatClassicClientOptions,
  StatHatEzClient,
  type StatHatEzClientOptions,
} from '../../src/client/index.ts';

afterEach(cleanUp);

export const EZ_KEY = 'ez-key-of-somebody@example.com';
export const USER_KEY = 'USERKEY+7f3a';
/** For `expect.poll`, on a machine that does other things as well. */
export const inTime = { timeout: 10_000 };
/** What StatHat answers, since 2017, to what it takes. */
export const TAKEN = 204;

export type { Answer, Received };

/** A server that answers in turn; the last answer stands for all further ones. */
export function server(...answers: Answer[]): Promise<HttpServer> {
  return HttpServer.start(answers.length === 0 ? [TAKEN] : answers);
}

export function origin({ url }: HttpServer): string {
  return url.origin;
}

/** An answer with a body. */
export function says(status: number, body: string | object): Answer {
  return (response) => {
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

/** A client that is closed after the test. It sends soon. */
export function ezClient(to: HttpServer, options: StatHatEzClientOptions = {}): StatHatEzClient {
  const client = new StatHatEzClient({
    endpoint: origin(to),
    ezKey: EZ_KEY,
    flushIntervalMillis: 10,
    ...options,
  });
  afterwards(() => client.close({ timeoutMillis: 100 }));
  return client;
}

export function classicClient(
  to: HttpServer,
  options: StatHatClassicClientOptions = {},
): StatHatClassicClient {
  const client = new StatHatClassicClient({
    endpoint: origin(to),
    userKey: USER_KEY,
    flushIntervalMillis: 10,
    ...options,
  });
  afterwards(() => client.close({ timeoutMillis: 100 }));
  return client;
}

/** The fields of a form. */
export function fieldsOf({ body }: Received): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(body.toString()));
}

/** The items of all requests with JSON. */
export function itemsOf({ requests }: HttpServer): Record<string, unknown>[] {
  return requests.flatMap(({ body }) => JSON.parse(body.toString()).data);
}

/** A logger, and all that it was told. */
export function noted() {
  const lines: string[] = [];
  const note = (line: string) => void lines.push(line);
  return { lines, logger: { ...silentLogger, error: note, warn: note, info: note, debug: note } };
}
