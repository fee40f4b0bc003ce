import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type Clock, createMemoryTransport, systemClock } from '@otelwire/core';
import { createStatHatReceiver } from '@otelwire/sandbox';
import { Agent } from 'undici';
import { describe, expect, it, vi } from 'vitest';
import { diagWarnings } from '../../../statsd/test/exporter/diag-warnings.ts';
import { Metrics } from '../../../statsd/test/exporter/metrics.ts';
import { recordingLogger } from '../../../statsd/test/exporter/recording-logger.ts';
import { StatHatMetricExporter, type StatHatMetricExporterOptions } from '../../src/index.ts';
import { optionTables } from '../../src/options.ts';
import { readBody } from './read-body.ts';
import { wireStatHat } from './wired.ts';

const warnings = diagWarnings();
const fixture = (name: string) =>
  readFileSync(new URL(`../../../core/test/transport/fixtures/${name}`, import.meta.url));

/** What two exports with some options are, as lines and as requests. */
async function sentWith(options: StatHatMetricExporterOptions): Promise<string> {
  const wired = wireStatHat(options, { resource: { 'host.name': 'web-1' } });
  const lines: string[] = [];
  for (const orders of [1, 2]) {
    wired.meter.createCounter('orders').add(orders, { region: 'eu', user: 7 });
    wired.meter.createGauge('depth').record(-5);
    wired.meter.createHistogram('latency').record(4);
    lines.push(...(await wired.lines()), `${wired.transport.payloads.length} requests`);
    const keys = wired.transport.payloads.map((payload) => Object.entries(readBody(payload).keys).join());
    lines.push(...new Set(keys));
  }
  return lines.join('\n');
}

/** Options that change what is on the wire: in code, in a variable, and a line that only they bring about. */
type Effect = readonly [options: StatHatMetricExporterOptions, variable: string, value: string, sees: RegExp];
const classic = { userKey: 'u', statKeys: { orders: 'KEY' } };
const effects: Record<string, Effect> = {
  ezKey: [{ ezKey: 'other' }, 'EZ_KEY', 'other', /^ezkey,other$/m],
  dialect: [{ dialect: 'ezstat' }, 'DIALECT', 'EzStat', /^9 requests$/m],
  bulk: [{ bulk: false }, 'BULK', 'false', /^9 requests$/m],
  maxItems: [{ maxItems: 5 }, 'MAX_ITEMS', '5', /^2 requests$/m],
  maxNewNames: [{ maxNewNames: 1 }, 'MAX_NEW_NAMES', '1', /^orders: count 2\n1 requests$/m],
  prefix: [{ prefix: 'shop' }, 'PREFIX', 'shop', /^shop depth: value -5$/m],
  percentiles: [{ percentiles: [75] }, 'PERCENTILES', '75', /^latency p75: value 4$/m],
  'attributes.include': [
    { attributes: { include: ['reg*'] } },
    'ATTRIBUTES_INCLUDE',
    'reg*',
    /^orders region=eu: count 1$/m,
  ],
  resourceAttributes: [
    { resourceAttributes: ['host.name'] },
    'RESOURCE_ATTRIBUTES',
    'host.name',
    /^depth host\.name=web-1: value -5$/m,
  ],
  temporalityPreference: [
    { temporalityPreference: 'cumulative' },
    'TEMPORALITY_PREFERENCE',
    'cumulative',
    /^orders: value 3$/m,
  ],
};

describe.each(Object.entries(effects))('%s', (_name, [options, variable, value, sees]) => {
  it('changes what is sent', async () => {
    expect(await sentWith({})).not.toMatch(sees);
    expect(await sentWith(options)).toMatch(sees);
  });

  it.each(['OTEL_EXPORTER_STATHAT_', 'OTELWIRE_STATHAT_'])('has a variable: %s…', async (prefix) => {
    vi.stubEnv(prefix + variable, value);
    expect(await sentWith(variable === 'EZ_KEY' ? { ezKey: undefined } : {})).toMatch(sees);
    expect(warnings.filter((warning) => warning.includes(variable))).toEqual([]);
  });
});

/** Exports one counter to a real endpoint; gives what was said. */
async function exportTo(options: StatHatMetricExporterOptions): Promise<string[]> {
  const { logger, messages } = recordingLogger();
  const exporter = new StatHatMetricExporter({ ezKey: 'k', logger, timeoutMillis: 1000, ...options });
  const metrics = new Metrics(exporter);
  metrics.meter.createCounter('orders').add(1);
  await metrics.export();
  await exporter.shutdown();
  return messages;
}

const others: Record<string, () => Promise<void>> = {
  async 'attributes.exclude'() {
    const attributes = { include: ['*'], exclude: ['user'] };
    expect(await sentWith({ attributes })).toMatch(/^orders region=eu: count 1$/m);
    vi.stubEnv('OTEL_EXPORTER_STATHAT_ATTRIBUTES_EXCLUDE', 'user');
    expect(await sentWith({ attributes: { include: ['*'] } })).toMatch(/^orders region=eu: count 1$/m);
  },

  async statKeys() {
    expect(await sentWith(classic)).toMatch(/^\[KEY\]: count 1$/m);
    vi.stubEnv('OTEL_EXPORTER_STATHAT_STAT_KEYS', 'orders=KEY,latency p95=KEY2');
    expect(await sentWith({ userKey: 'u' })).toMatch(/^\[KEY\]: count 1$/m);
  },

  async userKey() {
    expect(await sentWith(classic)).toMatch(/^ukey,u$/m);
    vi.stubEnv('OTEL_EXPORTER_STATHAT_USER_KEY', 'u2');
    expect(await sentWith({ statKeys: classic.statKeys })).toMatch(/^ukey,u2$/m);
  },

  async histogramAggregation() {
    const histogramAggregation = 'explicit_bucket_histogram';
    expect(wireStatHat({ histogramAggregation }).exporter.selectAggregation).toBeUndefined();
  },

  async endpoint() {
    const receiver = await createStatHatReceiver();
    expect(await exportTo({ endpoint: receiver.endpoints.http })).toEqual([]);
    vi.stubEnv('OTEL_EXPORTER_STATHAT_ENDPOINT', receiver.endpoints.http);
    expect(await exportTo({})).toEqual([]);
    expect(receiver.totals.find('orders')?.count).toBe(2);
    await receiver.close();
  },

  async headers() {
    const receiver = await createStatHatReceiver();
    await exportTo({ endpoint: receiver.endpoints.http, headers: { 'x-team': 'core' } });
    let seen: unknown;
    receiver.on('request', ({ headers }) => {
      seen = headers['x-team'];
    });
    await exportTo({ endpoint: receiver.endpoints.http, headers: { 'x-team': 'core' } });
    expect(seen).toBe('core');
    await receiver.close();
  },

  async tls() {
    const [cert, key] = [fixture('tls-server.pem'), fixture('tls-server-key.pem')];
    const receiver = await createStatHatReceiver({ http: { cert, key } });
    const endpoint = receiver.endpoints.http;
    expect((await exportTo({ endpoint }))[0]).toMatch(/^warn: .*not trusted/);
    expect(await exportTo({ endpoint, tls: { ca: fixture('tls-authority.pem') } })).toEqual([]);
    await receiver.close();
  },

  async connectTimeoutMillis() {
    // takes connections, and says nothing that belongs to TLS
    const sockets: Socket[] = [];
    const server = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const endpoint = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { logger } = recordingLogger();
    const options = { endpoint, connectTimeoutMillis: 20, timeoutMillis: 4000, logger };
    const exporter = new StatHatMetricExporter({ ezKey: 'k', ...options });
    const metrics = new Metrics(exporter);
    metrics.meter.createCounter('orders').add(1);
    await metrics.export();
    // the first was given up, long before the default of 5 s
    expect(sockets.length).toBeGreaterThan(1);
    for (const socket of sockets) socket.destroy();
    server.close();
    await exporter.shutdown();
  },

  async dispatcher() {
    const receiver = await createStatHatReceiver();
    const agent = new Agent();
    const requests: unknown[] = [];
    const dispatcher = {
      request(options: object) {
        requests.push(options);
        return agent.request(options as never);
      },
    };
    expect(await exportTo({ endpoint: receiver.endpoints.http, dispatcher })).toEqual([]);
    expect(requests).toHaveLength(1);
    await agent.close();
    await receiver.close();
  },

  async timeoutMillis() {
    const wired = wireStatHat({ timeoutMillis: 1234 });
    let millisLeft = 0;
    wired.transport.respondWith(({ ends }, deadline) => {
      millisLeft = deadline - performance.now();
      return { delivered: ends.length };
    });
    wired.meter.createCounter('orders').add(1);
    await wired.export();
    expect(millisLeft).toBeGreaterThan(0);
    expect(millisLeft).toBeLessThanOrEqual(1234);
  },

  async maxBacklogBytes() {
    const wired = wireStatHat({ maxBacklogBytes: 0 });
    wired.transport.failNext();
    wired.meter.createCounter('orders').add(1);
    await wired.export();
    expect(wired.exporter.accounting).toMatchObject({ held: 0, dropped: { queue_full: 1 } });
  },

  async maxBacklogAgeMillis() {
    let now = 0;
    const clock = { ...systemClock, monotonicMillis: () => now };
    const wired = wireStatHat({ maxBacklogAgeMillis: 1000, clock });
    wired.transport.failNext();
    wired.meter.createCounter('orders').add(1);
    await wired.export();
    now = 1001;
    await wired.export();
    expect(wired.exporter.accounting).toMatchObject({ held: 0, dropped: { too_old: 1 } });
  },

  async transport() {
    const transport = createMemoryTransport();
    await exportTo({ transport });
    expect(transport.text).toMatch(/^\{"ezkey":"k","data":\[\{"stat":"orders","count":1,"t":\d{10}\}\]\}$/);
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
    expect(await exportTo({ transport, maxBacklogBytes: 0 })).not.toEqual([]);
  },
};

it.each(Object.entries(others))('%s has its effect', async (_name, test) => test());

it('every option is in these tests', () => {
  const { attributes, ...schema } = optionTables.stathat.schema;
  const names = [...Object.keys(schema), ...Object.keys(attributes).map((name) => `attributes.${name}`)];
  expect([...Object.keys(effects), ...Object.keys(others)].sort()).toEqual(names.sort());
});
