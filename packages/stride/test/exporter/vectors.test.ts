import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { cleanUp, HttpServer, type Received } from '../../../core/test/http/http-server.ts';
import { collectionOf } from '../../../core/test/otel/collection.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import { StrideMetricExporter, type StrideMetricExporterOptions } from '../../src/index.ts';
import { eventsOfBody } from './wired.ts';

afterEach(cleanUp);
afterEach(() => vi.unstubAllEnvs());

interface Vector {
  readonly id: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly query?: Readonly<Record<string, string>>;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string & { readonly json: Readonly<Record<string, object[]>> };
  };
}

function vectorsOf(name: string): ReadonlyMap<string, Vector['request']> {
  const file = new URL(`../vectors/${name}.json`, import.meta.url);
  const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] };
  return new Map(vectors.map(({ id, request }) => [id, request]));
}

/** The two events of the vectors. */
const metrics = collectionOf([
  {
    name: 'http.server.requests',
    unit: '{request}',
    kind: 'counter',
    points: [{ value: 3, attributes: { method: 'GET' }, endTime: [1_795_262_400, 0] }],
  },
  { name: 'queue.depth', unit: '{item}', kind: 'gauge', points: [{ value: 7, endTime: [1_795_262_400, 0] }] },
]);

/** The one request that an exporter makes of the metrics. */
async function requestOf(server: HttpServer, options?: StrideMetricExporterOptions): Promise<Received> {
  const exporter = new StrideMetricExporter(options);
  expect(await exportOf(exporter, metrics)).toEqual({ code: 0 });
  await exporter.shutdown();
  expect(server.requests).toHaveLength(1);
  return server.requests[0]!;
}

function textOf({ body, headers }: Received): string {
  return (headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString();
}

const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

/** By their headings in the README, what they have to send as authorization, and the part of a path that their documentation leaves open. */
const sinks: Record<string, [recipe: string, headers: object, org?: string]> = {
  'stride-shape': ['Stride', { authorization: basic('key:') }],
  'openobserve-json': ['OpenObserve', { authorization: basic('user:pass') }, 'default'],
  'vector-json': ['Vector', { authorization: basic('key:') }],
  'clickhouse-array': ['ClickHouse', { authorization: basic('user:pass') }],
  'tinybird-ndjson': ['Tinybird', { authorization: 'Bearer token' }],
  'materialize-array': ['Materialize', { 'x-api-key': 'secret' }],
  'risingwave-events-api': ['RisingWave', {}],
  'cloudflare-pipelines': ['Cloudflare Pipelines', { authorization: 'Bearer token' }],
};
/** They take what StatHat took, and no events. */
const others = ['ezstat-ez', 'statflow-batch'];

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** Sets the variables of a recipe as the README has them, but for its host; gives them by name. */
function followRecipe(title: string, port: number): ReadonlyMap<string, string> {
  const [, rest] = readme.split(`\n### ${title}\n`);
  const [, script] = /^```sh\n(.*?)^```$/ms.exec(rest!)!;
  const exports = script!.matchAll(/^export OTEL_EXPORTER_STRIDE_(\w+)='(.*)'$/gm);
  const variables = new Map([...exports].map(([, name, value]) => [name!, value!]));
  expect(variables.size).toBe(script!.trim().split('\n').length);
  const endpoint = variables
    .get('ENDPOINT')!
    .replace(/^https?:\/\/([^@]+@)?[^/]+/, `http://$1127.0.0.1:${port}`);
  for (const [name, value] of variables) vi.stubEnv(`OTEL_EXPORTER_STRIDE_${name}`, value);
  vi.stubEnv('OTEL_EXPORTER_STRIDE_ENDPOINT', endpoint);
  return variables;
}

describe('servers that are alive', () => {
  const vectors = vectorsOf('modern-sinks');

  it('have a recipe each', () => {
    expect([...Object.keys(sinks), ...others].sort()).toEqual([...vectors.keys()].sort());
  });

  it.each(Object.entries(sinks))('%s gets the request that its documentation asks for', async (id, sink) => {
    const [recipe, headers, org = ''] = sink;
    const request = vectors.get(id)!;
    const server = await HttpServer.start();
    const variables = followRecipe(recipe, server.port);
    const received = await requestOf(server);
    const url = new URL(received.path, 'http://host');
    expect(received.method).toBe(request.method);
    expect(url.pathname).toBe(request.path.replace('{org}', org));
    expect(Object.fromEntries(url.searchParams)).toEqual(request.query ?? {});
    expect(received.headers).toMatchObject(headers);
    const type = request.headers['content-type'];
    if (type !== undefined) expect(received.headers['content-type']).toBe(type);
    const text = textOf(received);
    expect(text.startsWith('[')).toBe(request.body.startsWith('['));
    const timestamp = variables.has('FIELD_NAMES') ? 'timestamp' : '$timestamp';
    const wanted = eventsOfBody(request.body).map(({ $timestamp, ...event }) => ({
      ...event,
      [timestamp]: String($timestamp).replace('000Z', '000000000Z'),
    }));
    expect(eventsOfBody(text)).toMatchObject(wanted);
  });
});

describe("what Stride's own clients send", () => {
  const vectors = vectorsOf('stride-requests');
  /** Long enough for gzip. */
  const prefix = 'x'.repeat(600);

  it('is what an exporter sends to one stream', async () => {
    const { headers, method } = vectors.get('pystride-2')!;
    const server = await HttpServer.start();
    const options = {
      endpoint: `http://127.0.0.1:${server.port}/v1`,
      apiKey: 'key',
      stream: 'mystream',
      prefix,
    };
    const received = await requestOf(server, options);
    expect([received.method, received.path]).toEqual([method, '/v1/collect/mystream']);
    const { 'user-agent': _, ...others } = headers;
    expect(received.headers).toMatchObject(others);
  });

  it.each(['pystride-3', 'gostride-collector'])('is what it sends to many: %s', async (id) => {
    const { body, headers, path } = vectors.get(id)!;
    const apiKey = Buffer.from(headers.authorization!.slice('Basic '.length), 'base64')
      .toString()
      .slice(0, -1);
    const server = await HttpServer.start();
    const options = { endpoint: `http://127.0.0.1:${server.port}/v1`, apiKey, streamPerMetric: true, prefix };
    const received = await requestOf(server, options);
    expect(received.path).toBe(path);
    const { 'user-agent': _, ...others } = headers;
    expect(received.headers).toMatchObject(others);
    const streams = JSON.parse(textOf(received)) as Record<string, object[]>;
    expect(Object.keys(streams)).toEqual([`${prefix}_http_server_requests`, `${prefix}_queue_depth`]);
    for (const events of [...Object.values(streams), ...Object.values(body.json)]) {
      expect(Array.isArray(events) && events.every((event) => typeof event === 'object')).toBe(true);
    }
  });
});
