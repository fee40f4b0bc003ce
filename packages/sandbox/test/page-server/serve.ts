import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { SandboxError } from '../../src/error.ts';
import type { LiveMessage, LiveQuery } from '../../src/live/messages.ts';
import { type PageServerOptions, startPageServer } from '../../src/page-server/page-server.ts';
import type { PageSource } from '../../src/page-server/page-source.ts';

/** What the page was asked, and what it asked for. */
export interface Served {
  readonly port: number;
  readonly queries: readonly LiveQuery[];
  readonly calls: readonly unknown[];
  ask(path: string, options?: AskOptions): Promise<Answer>;
}

interface AskOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export const message: LiveMessage = {
  atMillis: 0,
  backends: [],
  matchCount: 0,
  rows: [],
  selected: null,
  lines: [],
  badLines: [],
};

/** Serves a page of these files, of which nothing is known but what is asked. */
export async function serve(
  files: Readonly<Record<string, string>> = { 'index.html': '<!doctype html>' },
  options: Partial<PageServerOptions> = {},
): Promise<Served> {
  const folder = await mkdtemp(join(tmpdir(), 'otelwire-page-'));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  const queries: LiveQuery[] = [];
  const calls: unknown[] = [];
  const source: PageSource = {
    backends: ['statsd', 'graphite'],
    message(query) {
      queries.push(query);
      return message;
    },
    async setFault(backend, fault) {
      if (backend === 'statsd') throw new SandboxError('ERR_OTELWIRE_SANDBOX_OPTIONS', 'fault: not here');
      calls.push([backend, fault]);
    },
    reset: () => calls.push('reset'),
  };
  const server = await startPageServer({
    host: '127.0.0.1',
    port: 0,
    source,
    folder: join(folder, '.'),
    ...options,
  });
  onTestFinished(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });
  return { port: server.port, queries, calls, ask: (path, how) => ask(server.port, path, how) };
}

/** Unlike `fetch`, sends the path and the Host header as they are. */
function ask(
  port: number,
  path: string,
  { method = 'GET', headers = {}, body }: AskOptions = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path, method, headers, agent: false },
      async (response) => {
        const { statusCode: status = 0, headers } = response;
        resolve({ status, headers, body: await text(response) });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

export const json = { 'content-type': 'application/json' };
