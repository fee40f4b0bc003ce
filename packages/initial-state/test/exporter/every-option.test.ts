import { readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { type Clock, createMemoryTransport, systemClock } from '@otelwire/core';
import { afterEach, expect, it, vi } from 'vitest';
import { hanging, timeLapse } from '../../../core/test/http/hanging.ts';
import { type Answer, cleanUp, HttpServer } from '../../../core/test/http/http-server.ts';
import { collectionOf } from '../../../core/test/otel/collection.ts';
import { toldBy } from '../../../core/test/otel/observed.ts';
import { recordingLogger } from '../../../core/test/otel/recording-logger.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import { InitialStateMetricExporter, type InitialStateMetricExporterOptions } from '../../src/index.ts';
import { initialStateSchema } from '../../src/options.ts';
import { Account } from '../account.ts';
import { givenUpConnections, silentServer } from '../silent-server.ts';
import { wireInitialState } from './wired.ts';

afterEach(async () => {
  vi.unstubAllEnvs();
  await cleanUp();
});

const fixture = (name: string) =>
  readFileSync(new URL(`../../../core/test/transport/fixtures/${name}`, import.meta.url));

/** The values of two exports with some options, as text. */
async function valuesWith(options: InitialStateMetricExporterOptions): Promise<string> {
  const wired = wireInitialState(options, { resource: { 'host.name': 'web-1' } });
  const record = () => {
    wired.meter.createCounter('orders').add(2, { region: 'eu', user: 7 });
    wired.meter.createGauge('depth').record(-5);
    wired.meter.createHistogram('latency').record(4);
  };
  record();
  await wired.values();
  record();
  // the SDK's times have milliseconds
  for (const now = Date.now(); Date.now() === now; await setImmediate());
  return JSON.stringify(await wired.values());
}

/** Options that change what is sent: as code, as a variable where there is one, and what only they bring about. */
const values: Record<string, [InitialStateMetricExporterOptions, variable: string, text: string, RegExp]> = {
  prefix: [{ prefix: 'shop' }, 'PREFIX', 'shop', /"shop\.depth":-5/],
  'attributes.include': [
    { attributes: { include: ['reg*'] } },
    'ATTRIBUTES_INCLUDE',
    'reg*',
    /"orders {region=eu}"/,
  ],
  resourceAttributes: [
    { resourceAttributes: ['host.name'] },
    'RESOURCE_ATTRIBUTES',
    'host.name',
    /"depth {host.name=web-1}"/,
  ],
  processAttribute: [{ processAttribute: 'pod=a' }, 'PROCESS_ATTRIBUTE', 'pod=a', /"depth {pod=a}":-5/],
  temporalityPreference: [
    { temporalityPreference: 'delta' },
    'TEMPORALITY_PREFERENCE',
    'delta',
    /"orders":2,/,
  ],
  percentiles: [{ percentiles: [75] }, 'PERCENTILES', '75', /"latency\.p75":4/],
  sendOnChange: [
    { sendOnChange: true },
    'SEND_ON_CHANGE',
    'true',
    /^{"orders":4,"latency.count":2,"latency.sum":8}$/,
  ],
  heartbeatMillis: [{ sendOnChange: true, heartbeatMillis: 1 }, 'HEARTBEAT', '1', /"depth":-5/],
  maxEventsPerExport: [{ maxEventsPerExport: 1 }, 'MAX_EVENTS_PER_EXPORT', '1', /^{"orders":4}$/],
};

it.each(Object.entries(values))('%s changes what is sent', async (name, [options, variable, text, sees]) => {
  const isHeartbeat = name === 'heartbeatMillis';
  expect(await valuesWith(isHeartbeat ? { sendOnChange: true } : {})).not.toMatch(sees);
  expect(await valuesWith(options)).toMatch(sees);
  vi.stubEnv(`OTEL_EXPORTER_INITIALSTATE_${variable}`, text);
  expect(await valuesWith(isHeartbeat ? { sendOnChange: true } : {})).toMatch(sees);
});

/** Exports some gauges to a server; gives what was said. */
async function exportTo(options: InitialStateMetricExporterOptions, gauges = 1): Promise<string[]> {
  const { logger, messages } = recordingLogger();
  const { clock } = await timeLapse();
  const defaults = { accessKey: 'k', logger, clock, timeoutMillis: 900 };
  const exporter = new InitialStateMetricExporter({ ...defaults, ...options });
  const metrics = Array.from({ length: gauges }, (_, i) => ({
    name: `g${i}`,
    kind: 'gauge' as const,
    points: [{ value: i }],
  }));
  await exportOf(exporter, collectionOf(metrics, { 'service.name': 'shop' }));
  await exporter.shutdown();
  return messages;
}

const away: Answer = (response) => response.destroy();

const others: Record<string, () => Promise<void>> = {
  async 'endpoint, accessKey, bucketKey, bucketName'() {
    const { accessKey, buckets, endpoint } = await Account.open();
    expect(await exportTo({ endpoint, accessKey, bucketKey: 'b', bucketName: 'B' })).toEqual([]);
    expect(buckets).toEqual(new Map([['b', 'B']]));
  },

  async createBucket() {
    const server = await HttpServer.start([204]);
    expect(await exportTo({ endpoint: server.url.href, createBucket: false })).toEqual([]);
    expect(server.requests.map(({ path }) => path)).toEqual(['/metrics/events']);
  },

  async headers() {
    const server = await HttpServer.start([204]);
    await exportTo({ endpoint: server.url.href, headers: { 'x-tenant': '7' } });
    expect(server.requests.map(({ headers }) => headers['x-tenant'])).toEqual(['7', '7']);
  },

  async 'maxEventsPerRequest, maxRequestsPerSecond'() {
    const sizesWith = async (options: InitialStateMetricExporterOptions) => {
      const server = await HttpServer.start([204]);
      await exportTo({ endpoint: server.url.href, timeoutMillis: 300, ...options }, 12);
      return server.bodies.slice(1).map((body) => JSON.parse(body).length);
    };
    expect(await sizesWith({})).toEqual([10, 2]);
    expect(await sizesWith({ maxEventsPerRequest: 12 })).toEqual([12]);
    expect(await sizesWith({ maxEventsPerRequest: 4, maxRequestsPerSecond: 2 })).toEqual([4]);
  },

  async maxBacklogBytes() {
    const server = await HttpServer.start([away]);
    const exporter = new InitialStateMetricExporter({
      ...{ endpoint: server.url.href, accessKey: 'k', maxBacklogBytes: 0, timeoutMillis: 100 },
    });
    await exportOf(exporter, collectionOf([{ name: 'g', kind: 'gauge', points: [{ value: 1 }] }]));
    expect(exporter.accounting).toMatchObject({ held: 0, dropped: { queue_full: 1 } });
    await exporter.shutdown();
  },

  async 'maxBacklogAgeMillis, clock'() {
    let millis = 0;
    const clock: Clock = { ...systemClock, monotonicMillis: () => millis };
    const transport = createMemoryTransport();
    transport.failNext();
    const exporter = new InitialStateMetricExporter({ transport, clock, maxBacklogAgeMillis: 1000 });
    await exportOf(exporter, collectionOf([{ name: 'g', kind: 'gauge', points: [{ value: 1 }] }]));
    millis = 1001;
    await exporter.forceFlush();
    expect(exporter.accounting).toMatchObject({ accepted: 1, delivered: 0, dropped: { too_old: 1 } });
  },

  async 'attributes.exclude'() {
    const options = { attributes: { include: ['*'], exclude: ['user'] } };
    expect(await valuesWith(options)).toContain('"orders {region=eu}"');
  },

  async tls() {
    const tls = { cert: fixture('tls-server.pem'), key: fixture('tls-server-key.pem') };
    const server = await HttpServer.start([204], tls);
    const endpoint = server.url.href;
    expect((await exportTo({ endpoint }))[0]).toMatch(/^warn: .*not trusted/);
    expect(await exportTo({ endpoint, tls: { ca: fixture('tls-authority.pem') } })).toEqual([]);
  },

  async 'timeoutMillis, connectTimeoutMillis, logger'() {
    const lapse = await timeLapse();
    const { clock } = lapse;
    const server = await HttpServer.start([() => {}]);
    const before = clock.monotonicMillis();
    const asked = exportTo({ endpoint: server.url.href, clock, timeoutMillis: 50 });
    const said = await hanging(lapse, () => server.requests.length > 0, asked);
    expect(said[0]).toContain('did not answer before the deadline');
    // the export, and that of the shutdown
    expect(clock.monotonicMillis() - before).toBeLessThanOrEqual(2 * 50);
    const givenUp = givenUpConnections();
    const { connections, endpoint } = await silentServer();
    const connecting = exportTo({ endpoint, clock, connectTimeoutMillis: 1, timeoutMillis: 60_000 });
    const [warning] = await hanging(lapse, () => connections.length > 1, connecting);
    expect(warning).toMatch(/^warn: /);
    expect(connections.length).toBeGreaterThan(1);
    expect(givenUp[0]).toContain('timeout: 1ms');
  },

  async selfObsMeterProvider() {
    expect(await toldBy(wireInitialState)).toEqual({ undefined: 1 });
  },

  async transport() {
    const transport = createMemoryTransport();
    await exportTo({ transport });
    expect([transport.payloads.length, transport.isClosed]).toEqual([1, true]);
  },

  async histogramAggregation() {
    const histogramAggregation = 'explicit_bucket_histogram';
    expect(wireInitialState().exporter.selectAggregation).toBeDefined();
    expect(wireInitialState({ histogramAggregation }).exporter.selectAggregation).toBeUndefined();
  },
};

it.each(Object.entries(others))('%s has its effect', (_name, check) => check());

it('no option is missing here', () => {
  // those of the spool have tests of their own
  const { attributes, spool: _, ...schema } = initialStateSchema;
  const names = [...Object.keys(schema), ...Object.keys(attributes).map((name) => `attributes.${name}`)];
  const checked = [...Object.keys(values), ...Object.keys(others).flatMap((name) => name.split(', '))];
  expect(checked.sort()).toEqual(names.sort());
});
