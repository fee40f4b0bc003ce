import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { DiagLogLevel, diag } from '@opentelemetry/api';
import { afterEach, expect, it } from 'vitest';
import { type Answer, cleanUp, HttpServer, type Received } from '../../../core/test/http/http-server.ts';
import { collectionOf } from '../../../core/test/otel/collection.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import { StrideMetricExporter, type StrideMetricExporterOptions } from '../../src/index.ts';

afterEach(cleanUp);
afterEach(() => diag.disable());

const key = 'sk_live_0123456789';
const secrets = [
  key,
  ...[`${key}:`, 'user:hunter2-password'].map((pair) => Buffer.from(pair).toString('base64')),
  'hunter2-password',
  'header-secret-77',
];
const metrics = collectionOf([{ name: 'a', kind: 'counter', points: [{ value: 1 }] }]);

/** All that a server was sent, in every form that it may say back. */
function everythingOf({ body, headers, path }: Received): string {
  const basic = String(headers.authorization).replace(/^Basic /, '');
  return [path, inspect(headers), body.toString(), Buffer.from(basic, 'base64').toString()].join();
}

const says =
  (status: number, type: string, text: (all: string) => string): Answer =>
  (response, request) =>
    response.writeHead(status, { 'content-type': type }).end(text(everythingOf(request)));
const inJson = (status: number) => says(status, 'application/json', (message) => JSON.stringify({ message }));

const answers: Record<string, Answer> = {
  ...Object.fromEntries(
    [302, 400, 401, 402, 403, 404, 407, 409, 413, 415, 422, 429, 500, 502, 503].map((status) => [
      `a ${status} that repeats everything`,
      inJson(status),
    ]),
  ),
  'a redirect to a URL with all of it': (response, { headers, path }) =>
    response.writeHead(307, { location: `http://x/?all=${headers.authorization}${path}` }).end(),
  'a page of HTML': says(500, 'text/html', (all) => `<html><body>${all}</body></html>`),
  'a refusal in plain text': says(400, 'text/plain', (all) => all),
  'JSON that breaks off': says(400, 'application/json', (all) =>
    JSON.stringify({ message: all }).slice(0, -2),
  ),
  'an answer that breaks off': (response, request) => {
    response.writeHead(400, { 'content-length': 100_000 });
    response.write(everythingOf(request), () => response.destroy());
  },
  'an answer that never ends': (response, request) => {
    response.writeHead(503).write(everythingOf(request));
  },
  'what is no HTTP': (response, request) => response.socket!.end(everythingOf(request)),
  'a connection that is reset': (response) => response.socket!.resetAndDestroy(),
  silence: () => {},
};

const fixture = (name: string) =>
  readFileSync(new URL(`../../../core/test/transport/fixtures/${name}`, import.meta.url));

/** Hosts, with a scheme, that lead nowhere. */
const dead: Record<string, () => Promise<string>> = {
  async 'a port that nobody listens on'() {
    const server = await HttpServer.start();
    const { port } = server;
    await server.stop();
    return `http://127.0.0.1:${port}`;
  },
  async 'a certificate that is not trusted'() {
    const tls = { cert: fixture('tls-server.pem'), key: fixture('tls-server-key.pem') };
    return `https://127.0.0.1:${(await HttpServer.start([200], tls)).port}`;
  },
  'a server that speaks no TLS': async () => `https://127.0.0.1:${(await HttpServer.start()).port}`,
  'a name that has no address': async () => 'http://host.invalid',
};

/** Everything that can be seen of exporters that go to `host`, their messages through `diag` first. */
async function seenOf(host: string): Promise<string> {
  const lines: unknown[] = [];
  const say = (...words: unknown[]) => void lines.push(words);
  const logger = { error: say, warn: say, info: say, debug: say, verbose: say };
  diag.setLogger(logger, { logLevel: DiagLogLevel.ALL, suppressOverrideMessage: true });
  const withUser = host.replace('://', '://user:hunter2-password@');
  const ways: StrideMetricExporterOptions[] = [
    { apiKey: key },
    { apiKey: key, auth: 'bearer', headers: { 'x-key': 'header-secret-77' } },
    { endpoint: `${withUser}/in?k=${key}` },
  ];
  const seen = ways.map(async (way) => {
    const exporter = new StrideMetricExporter({ endpoint: host, timeoutMillis: 150, ...way });
    const results = [await exportOf(exporter, metrics), await exportOf(exporter, metrics)];
    await exporter.shutdown();
    results.push(await exportOf(exporter, metrics));
    return inspect([results, results.map(({ error }) => error?.stack), exporter, exporter.accounting], {
      depth: 9,
      showHidden: true,
    });
  });
  const all = await Promise.all(seen);
  expect(lines.length).toBeGreaterThan(0);
  return [inspect(lines), ...all].join('\n');
}

it.each(Object.entries(answers))('no key is in anything that is said after %s', async (_fault, answer) => {
  const server = await HttpServer.start([answer]);
  const seen = await seenOf(`http://127.0.0.1:${server.port}`);
  for (const secret of secrets) expect(seen).not.toContain(secret);
});

it.each(Object.entries(dead))('no key is in anything that is said of %s', async (_name, hostOf) => {
  const seen = await seenOf(await hostOf());
  for (const secret of secrets) expect(seen).not.toContain(secret);
});
