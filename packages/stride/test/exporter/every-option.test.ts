import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type Clock, createMemoryTransport, systemClock } from '@otelwire/core';
import { Agent } from 'undici';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { hanging, timeLapse } from '../../../core/test/http/hanging.ts';
import { cleanUp, HttpServer } from '../../../core/test/http/http-server.ts';
import { diagWarnings } from '../../../core/test/otel/diag-warnings.ts';
import { toldBy } from '../../../core/test/otel/observed.ts';
import { recordingLogger } from '../../../core/test/otel/recording-logger.ts';
import { Metrics } from '../../../core/test/otel/sdk-metrics.ts';
import { givenUpConnections } from '../../../initial-state/test/silent-server.ts';
import { StrideMetricExporter, type StrideMetricExporterOptions } from '../../src/index.ts';
import { optionTables } from '../../src/options.ts';
import { bodiesWith, exportTo, ofBodies, ofRequests, requestsWith } from './sent-effects.ts';
import { wireStride } from './wired.ts';

const warnings = diagWarnings();
afterEach(cleanUp);
const fixture = (name: string) =>
  readFileSync(new URL(`../../../core/test/transport/fixtures/${name}`, import.meta.url));

describe.each([
  ...Object.entries(ofBodies).map(([name, effect]) => [name, effect, bodiesWith] as const),
  ...Object.entries(ofRequests).map(([name, effect]) => [name, effect, requestsWith] as const),
])('%s', (_name, [options, variable, value, sees], sentWith) => {
  it('changes what is sent', async () => {
    expect(await sentWith({})).not.toMatch(sees);
    expect(await sentWith(options)).toMatch(sees);
  });

  it.each(['OTEL_EXPORTER_STRIDE_', 'OTELWIRE_STRIDE_'])('has a variable: %s…', async (prefix) => {
    const others = variable === 'STREAM' ? { body: 'multi-stream' as const } : {};
    vi.stubEnv(prefix + variable, value);
    expect(await sentWith(others)).toMatch(sees);
    expect(warnings.filter((warning) => warning.includes(variable))).toEqual([]);
  });
});

/** How long an exporter lets its transport try. */
async function millisLeft(options: StrideMetricExporterOptions): Promise<number> {
  const wired = wireStride(options);
  let left = 0;
  wired.transport.respondWith(({ ends }, deadline) => {
    left = deadline - performance.now();
    return { delivered: ends.length };
  });
  wired.meter.createCounter('orders').add(1);
  await wired.export();
  return left;
}

/** What became of an event that waited for an hour. */
async function waited(options: StrideMetricExporterOptions) {
  let now = 0;
  const clock = { ...systemClock, monotonicMillis: () => now };
  const wired = wireStride({ clock, ...options });
  wired.transport.failNext();
  wired.meter.createCounter('orders').add(1);
  await wired.export();
  now = 3_600_000;
  await wired.export();
  return wired.exporter.accounting.dropped;
}

async function heldWith(options: StrideMetricExporterOptions) {
  const wired = wireStride(options);
  wired.transport.failNext();
  wired.meter.createCounter('orders').add(1);
  await wired.export();
  return wired.exporter.accounting;
}

/** What is said of the first connection that one export gives up, to a server that says nothing that belongs to TLS. */
async function givenUpWith(options: StrideMetricExporterOptions): Promise<string> {
  const givenUp = givenUpConnections();
  const sockets: Socket[] = [];
  const server = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { logger } = recordingLogger();
  const lapse = await timeLapse();
  const { clock } = lapse;
  const exporter = new StrideMetricExporter({ endpoint, logger, timeoutMillis: 60_000, clock, ...options });
  const metrics = new Metrics(exporter);
  metrics.meter.createCounter('orders').add(1);
  await hanging(lapse, () => sockets.length > 1, metrics.export());
  for (const socket of sockets) socket.destroy();
  server.close();
  await exporter.shutdown();
  return givenUp[0]!;
}

const others: Record<string, () => Promise<void>> = {
  async endpoint() {
    const server = await HttpServer.start();
    const endpoint = `http://127.0.0.1:${server.port}`;
    expect(await exportTo({ endpoint })).toEqual([]);
    vi.stubEnv('OTEL_EXPORTER_STRIDE_ENDPOINT', endpoint);
    expect(await exportTo({})).toEqual([]);
    expect(server.requests.map(({ path }) => path)).toEqual(Array(2).fill('/collect/otel_metrics'));
  },

  async auth() {
    const bearer = /^authorization: Bearer key$/m;
    const apiKey = 'key';
    expect(await requestsWith({ apiKey, auth: 'bearer' })).toMatch(bearer);
    expect(await requestsWith({ apiKey, auth: 'none' })).not.toContain('authorization');
    vi.stubEnv('OTEL_EXPORTER_STRIDE_AUTH', 'bearer');
    expect(await requestsWith({ apiKey })).toMatch(bearer);
  },

  async gzip() {
    const gzip = /^content-encoding: gzip$/m;
    expect(await requestsWith({})).toMatch(gzip);
    expect(await requestsWith({ gzip: false })).not.toMatch(gzip);
    vi.stubEnv('OTEL_EXPORTER_STRIDE_GZIP', 'false');
    expect(await requestsWith({})).not.toMatch(gzip);
  },

  async tls() {
    const [cert, key] = [fixture('tls-server.pem'), fixture('tls-server-key.pem')];
    const server = await HttpServer.start([200], { cert, key });
    const endpoint = `https://127.0.0.1:${server.port}`;
    expect((await exportTo({ endpoint }))[0]).toMatch(/^warn: .*not trusted/);
    expect(await exportTo({ endpoint, tls: { ca: fixture('tls-authority.pem') } })).toEqual([]);
    expect(server.requests).toHaveLength(1);
  },

  async connectTimeoutMillis() {
    expect(await givenUpWith({ connectTimeoutMillis: 20 })).toContain('timeout: 20ms');
    vi.stubEnv('OTEL_EXPORTER_STRIDE_CONNECT_TIMEOUT', '21');
    expect(await givenUpWith({})).toContain('timeout: 21ms');
  },

  async dispatcher() {
    const server = await HttpServer.start();
    const agent = new Agent();
    const paths: unknown[] = [];
    const dispatcher = {
      request(options: object) {
        paths.push((options as { path: string }).path);
        return agent.request(options as never);
      },
    };
    expect(await exportTo({ endpoint: `http://127.0.0.1:${server.port}`, dispatcher })).toEqual([]);
    expect(paths).toEqual(['/collect/otel_metrics']);
    expect(agent.closed).toBe(false);
    await agent.close();
  },

  async selfObsMeterProvider() {
    expect(await toldBy(wireStride)).toEqual({ undefined: 1 });
  },

  async timeoutMillis() {
    expect(await millisLeft({ timeoutMillis: 60_000 })).toBeGreaterThan(10_000);
    expect(await millisLeft({ timeoutMillis: 500 })).toBeLessThanOrEqual(500);
    vi.stubEnv('OTEL_EXPORTER_STRIDE_TIMEOUT', '501');
    expect(await millisLeft({})).toBeLessThanOrEqual(501);
  },

  async maxBacklogBytes() {
    expect(await heldWith({})).toMatchObject({ held: 1, dropped: {} });
    expect(await heldWith({ maxBacklogBytes: 0 })).toMatchObject({ held: 0, dropped: { queue_full: 1 } });
    vi.stubEnv('OTEL_EXPORTER_STRIDE_MAX_BACKLOG_BYTES', '0');
    expect(await heldWith({})).toMatchObject({ held: 0, dropped: { queue_full: 1 } });
  },

  async maxBacklogAgeMillis() {
    expect(await waited({})).toEqual({});
    expect(await waited({ maxBacklogAgeMillis: 3_599_999 })).toEqual({ too_old: 1 });
    vi.stubEnv('OTEL_EXPORTER_STRIDE_MAX_BACKLOG_AGE', '3599999');
    expect(await waited({})).toEqual({ too_old: 1 });
  },

  async transport() {
    const transport = createMemoryTransport();
    await exportTo({ transport });
    expect(transport.text).toMatch(/^\[\{"\$timestamp":.*"name":"orders0"/);
    expect(transport.isClosed).toBe(true);
  },

  async clock() {
    let looks = 0;
    const clock: Clock = {
      ...systemClock,
      monotonicMillis() {
        looks += 1;
        return systemClock.monotonicMillis();
      },
    };
    await exportTo({ clock, transport: createMemoryTransport() });
    expect(looks).toBeGreaterThan(0);
  },

  async logger() {
    const transport = createMemoryTransport();
    transport.failNext();
    expect(await exportTo({ transport })).toEqual([
      'warn: memory: fails as told. Data points are held and will be sent again',
      'info: memory: takes data again; what was held has been sent',
    ]);
  },
};

it.each(Object.entries(others))('%s has its effect', (_name, check) => check());

it('goes through the proxy of the environment', async () => {
  const proxy = await HttpServer.start();
  vi.stubEnv('no_proxy', '');
  vi.stubEnv('NO_PROXY', '');
  vi.stubEnv('http_proxy', `http://127.0.0.1:${proxy.port}`);
  const sockets = proxy.sockets;
  await exportTo({ endpoint: 'http://stride.example/v1', timeoutMillis: 500 });
  expect(sockets.length).toBeGreaterThan(0);
});

it('no option is missing here', () => {
  // those of the spool have tests of their own
  const { attributes, spool: _, ...schema } = optionTables.stride.schema;
  const names = [...Object.keys(schema), ...Object.keys(attributes).map((name) => `attributes.${name}`)];
  const tested = [ofBodies, ofRequests, others].flatMap(Object.keys);
  expect(tested.sort()).toEqual(names.sort());
});
