import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type Clock, createMemoryTransport, systemClock } from '@otelwire/core';
import { createStatHatReceiver } from '@otelwire/sandbox';
import { Agent } from 'undici';
import { expect, vi } from 'vitest';
import { toldBy } from '../../../core/test/otel/observed.ts';
import { recordingLogger } from '../../../core/test/otel/recording-logger.ts';
import { Metrics } from '../../../core/test/otel/sdk-metrics.ts';
import { StatHatMetricExporter, type StatHatMetricExporterOptions } from '../../src/index.ts';
import { readBody } from './read-body.ts';
import { wireStatHat } from './wired.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../../../core/test/transport/fixtures/${name}`, import.meta.url));

/** What two exports with some options are, as lines and as requests. */
export async function sentWith(options: StatHatMetricExporterOptions): Promise<string> {
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

/** Gives an option: in code, or as the text of its variable. */
type Given = (value: unknown, text?: string) => StatHatMetricExporterOptions;

/** What options do that is no other line on the wire. */
export const others: Record<string, (given: Given) => Promise<void>> = {
  async 'attributes.exclude'(given) {
    vi.stubEnv('OTEL_EXPORTER_STATHAT_ATTRIBUTES_INCLUDE', '*');
    expect(await sentWith({})).toMatch(/^orders region=eu user=7: count 1$/m);
    expect(await sentWith(given(['user'], 'user'))).toMatch(/^orders region=eu: count 1$/m);
  },

  async statKeys(given) {
    const statKeys = given({ orders: 'KEY', 'latency p95': 'KEY2' }, 'orders=KEY,latency p95=KEY2');
    expect(await sentWith({ userKey: 'u', ...statKeys })).toMatch(/^\[KEY\]: count 1$/m);
    expect(await sentWith({ userKey: 'u', ...statKeys })).toMatch(/^\[KEY2\]: value 4$/m);
  },

  async userKey(given) {
    expect(await sentWith({ statKeys: { orders: 'KEY' }, ...given('u2') })).toMatch(/^ukey,u2$/m);
  },

  async histogramAggregation(given) {
    /** The median of a few seconds, which all are in the first of the explicit buckets. */
    const medianWith = async (options: StatHatMetricExporterOptions) => {
      const wired = wireStatHat(options);
      const latency = wired.meter.createHistogram('latency');
      for (const seconds of [0.1, 0.1, 0.1, 0.1, 4.9]) latency.record(seconds);
      return (await wired.items()).find(({ stat }) => stat === 'latency p50')!.value;
    };
    expect(await medianWith({})).toBeCloseTo(0.1, 2);
    expect(await medianWith(given('explicit_bucket_histogram'))).toBeGreaterThan(1);
  },

  async endpoint(given) {
    const receiver = await createStatHatReceiver();
    expect(await exportTo(given(receiver.endpoints.http))).toEqual([]);
    expect(receiver.totals.find('orders')?.count).toBe(1);
    await receiver.close();
  },

  async headers(given) {
    const receiver = await createStatHatReceiver();
    const seen: unknown[] = [];
    receiver.on('request', ({ headers }) => seen.push(headers['x-team']));
    await exportTo({ endpoint: receiver.endpoints.http });
    await exportTo({
      endpoint: receiver.endpoints.http,
      ...given({ 'x-team': 'core, new' }, 'x-team=core%2C new'),
    });
    expect(seen).toEqual([undefined, 'core, new']);
    await receiver.close();
  },

  async tls(given) {
    const [cert, key] = [fixture('tls-server.pem'), fixture('tls-server-key.pem')];
    const receiver = await createStatHatReceiver({ http: { cert, key } });
    const endpoint = receiver.endpoints.http;
    expect(await exportTo({ endpoint })).not.toEqual([]);
    expect(receiver.totals.pointCount).toBe(0);
    expect(await exportTo({ endpoint, ...given({ ca: fixture('tls-authority.pem') }) })).toEqual([]);
    expect(receiver.totals.pointCount).toBe(1);
    await receiver.close();
  },

  async connectTimeoutMillis(given) {
    // takes connections, and says nothing that belongs to TLS
    const sockets: Socket[] = [];
    const server = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const endpoint = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await exportTo({ endpoint, timeoutMillis: 4000, ...given(20) });
    // the first was given up, long before the default of 5 s
    expect(sockets.length).toBeGreaterThan(1);
    for (const socket of sockets) socket.destroy();
    server.close();
  },

  async dispatcher(given) {
    const receiver = await createStatHatReceiver();
    const agent = new Agent();
    const requests: unknown[] = [];
    const dispatcher = {
      request(options: object) {
        requests.push(options);
        return agent.request(options as never);
      },
    };
    expect(await exportTo({ endpoint: receiver.endpoints.http, ...given(dispatcher) })).toEqual([]);
    expect(requests).toHaveLength(1);
    await agent.close();
    await receiver.close();
  },

  async selfObsMeterProvider(given) {
    expect(await toldBy((options) => wireStatHat(given(options.selfObsMeterProvider)))).toEqual({
      undefined: 1,
    });
  },

  async timeoutMillis(given) {
    const now = 1000;
    const clock = { ...systemClock, monotonicMillis: () => now };
    const wired = wireStatHat({ clock, ...given(1234) });
    const allowed: number[] = [];
    wired.transport.respondWith(({ ends }, deadline) => {
      allowed.push(deadline - now);
      return { delivered: ends.length };
    });
    wired.meter.createCounter('orders').add(1);
    await wired.export();
    expect(allowed).toEqual([1234]);
  },

  async maxBacklogBytes(given) {
    const wired = wireStatHat(given(0));
    wired.transport.failNext();
    wired.meter.createCounter('orders').add(1);
    await wired.export();
    expect(wired.exporter.accounting).toMatchObject({ held: 0, dropped: { queue_full: 1 } });
  },

  async maxBacklogAgeMillis(given) {
    let now = 0;
    const clock = { ...systemClock, monotonicMillis: () => now };
    const wired = wireStatHat({ clock, ...given(1000) });
    wired.transport.failNext();
    wired.meter.createCounter('orders').add(1);
    await wired.export();
    expect(wired.exporter.accounting.held).toBe(1);
    now = 1001;
    await wired.export();
    expect(wired.exporter.accounting).toMatchObject({ held: 0, dropped: { too_old: 1 } });
  },

  async transport(given) {
    const transport = createMemoryTransport();
    await exportTo(given(transport));
    expect(transport.text).toMatch(/^\{"ezkey":"k","data":\[\{"stat":"orders","count":1,"t":\d{10}\}\]\}$/);
    expect(transport.isClosed).toBe(true);
  },

  async clock(given) {
    let looks = 0;
    const clock: Clock = {
      ...systemClock,
      monotonicMillis() {
        looks += 1;
        return systemClock.monotonicMillis();
      },
    };
    await exportTo({ ...given(clock), transport: createMemoryTransport() });
    expect(looks).toBeGreaterThan(0);
  },

  async logger(given) {
    const { logger, messages } = recordingLogger();
    const transport = createMemoryTransport();
    transport.failNext();
    await exportTo({ transport, maxBacklogBytes: 0, ...given(logger) });
    expect(messages[0]).toBe('warn: memory: fails as told. Data points are held and will be sent again');
  },
};
