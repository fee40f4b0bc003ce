import { readFileSync } from 'node:fs';
import { type Clock, createMemoryTransport, systemClock, type Transport } from '@otelwire/core';
import { createGraphiteReceiver } from '@otelwire/sandbox';
import { expect, it } from 'vitest';
import { toldBy } from '../../../core/test/otel/observed.ts';
import { recordingLogger } from '../../../core/test/otel/recording-logger.ts';
import { Metrics } from '../../../core/test/otel/sdk-metrics.ts';
import { FakeClock } from '../../../core/test/transport/fake-clock.ts';
import { patientClock } from '../../../core/test/transport/patient-clock.ts';
import { GraphiteMetricExporter, type GraphiteMetricExporterOptions } from '../../src/index.ts';
import { optionTables } from '../../src/options.ts';
import { backlogEffects } from './backlog-effects.ts';
import { wireGraphite } from './wired.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../../../core/test/transport/fixtures/${name}`, import.meta.url));

/** The lines of one export with some options. */
async function linesWith(options: GraphiteMetricExporterOptions): Promise<string> {
  const wired = wireGraphite(options, { resource: { 'host.name': 'web-1' } });
  wired.meter.createCounter('orders').add(1, { region: 'eu', user: 7 });
  wired.meter.createGauge('depth').record(-5);
  wired.meter.createHistogram('latency').record(4);
  await wired.lines();
  wired.meter.createCounter('orders').add(2, { region: 'eu', user: 7 });
  return (await wired.lines()).join('\n');
}

/** Exports one counter to a real endpoint; gives what was said. */
async function exportTo(options: GraphiteMetricExporterOptions): Promise<string[]> {
  const { logger, messages } = recordingLogger();
  const exporter = new GraphiteMetricExporter({
    logger,
    timeoutMillis: 1000,
    clock: patientClock(),
    ...options,
  });
  const metrics = new Metrics(exporter);
  metrics.meter.createCounter('orders').add(1);
  await metrics.export();
  await exporter.shutdown();
  return messages;
}

/** Options that change what is on the wire, with a line that only they bring about. */
const lines: Record<string, [options: GraphiteMetricExporterOptions, sees: RegExp]> = {
  prefix: [{ prefix: 'shop' }, /^shop\.depth -5$/m],
  globalTags: [{ globalTags: { team: 'core' } }, /^depth;team=core -5$/m],
  pathTemplate: [{ pathTemplate: '{attr:region}.{name}' }, /^eu\.orders\.user\.7 3$/m],
  apiKey: [{ apiKey: 'key-1' }, /^key-1\.depth -5$/m],
  'attributes.include': [{ attributes: { include: ['region'] } }, /^orders;region=eu 3$/m],
  'attributes.exclude': [{ attributes: { exclude: ['user'] } }, /^orders;region=eu 3$/m],
  resourceAttributes: [{ resourceAttributes: ['host.name'] }, /^depth;host\.name=web-1 -5$/m],
  processAttribute: [{ processAttribute: 'pod=a' }, /^depth;pod=a -5$/m],
  temporalityPreference: [{ temporalityPreference: () => 0 }, /^orders;region=eu;user=7 2$/m],
};

it.each(Object.entries(lines))('%s changes the lines', async (_name, [options, sees]) => {
  expect(await linesWith({})).not.toMatch(sees);
  expect(await linesWith(options)).toMatch(sees);
});

const others: Record<string, () => Promise<void>> = {
  ...backlogEffects,

  async endpoint() {
    const receiver = await createGraphiteReceiver({ udp: true, tcp: true, http: true });
    const { udp, tcp, http } = receiver.endpoints;
    for (const endpoint of [udp!, tcp!, http!]) expect(await exportTo({ endpoint })).toEqual([]);
    await receiver.waitFor((totals) => totals.find('orders')?.pointCount === 3);
    await receiver.close();
  },

  async protocol() {
    const receiver = await createGraphiteReceiver({ pickle: true });
    expect(await exportTo({ endpoint: receiver.endpoints.pickle!, protocol: 'pickle' })).toEqual([]);
    await receiver.waitFor((totals) => totals.frameCount === 1 && totals.find('orders') !== undefined);
    await receiver.close();
  },

  async headers() {
    const receiver = await createGraphiteReceiver({ http: { authorization: 'Basic abc' } });
    const endpoint = receiver.endpoints.http!;
    expect(await exportTo({ endpoint, timeoutMillis: 300 })).toContainEqual(expect.stringContaining('401'));
    expect(await exportTo({ endpoint, headers: { authorization: 'Basic abc' } })).toEqual([]);
    expect(receiver.totals.find('orders')?.pointCount).toBe(1);
    await receiver.close();
  },

  async intervalSeconds() {
    const transport = createMemoryTransport();
    await exportTo({ transport, intervalSeconds: 60, endpoint: 'https://graphite.invalid/metrics' });
    const [point] = JSON.parse(transport.text) as { interval: number; time: number }[];
    expect([point!.interval, point!.time % 60]).toEqual([60, 0]);
  },

  async percentiles() {
    const wired = wireGraphite({ percentiles: [75] });
    wired.meter.createHistogram('latency').record(4);
    expect((await wired.lines()).at(-1)).toBe('latency.p75 4');
  },

  async tls() {
    const [cert, key] = [fixture('tls-server.pem'), fixture('tls-server-key.pem')];
    const receiver = await createGraphiteReceiver({ tcp: { cert, key }, http: { cert, key } });
    const tls = { ca: fixture('tls-authority.pem') };
    for (const endpoint of [receiver.endpoints.tls!, receiver.endpoints.http!]) {
      const [warning] = await exportTo({ endpoint });
      expect(warning).toMatch(/^warn: .*not trusted/);
      expect(await exportTo({ endpoint, tls })).toEqual([]);
    }
    await receiver.waitFor((totals) => totals.find('orders')?.pointCount === 2);
    await receiver.close();
  },

  async connectTimeoutMillis() {
    // takes connections, and says nothing that belongs to TLS
    const receiver = await createGraphiteReceiver();
    const endpoint = receiver.endpoints.tcp!.replace('tcp:', 'tls:');
    receiver.faults.stall();
    const [warning] = await exportTo({ endpoint, connectTimeoutMillis: 20 });
    expect(warning).toContain('does not answer (ETIMEDOUT)');
    await receiver.close();
  },

  async maxPayloadBytes() {
    const payloadsWith = async (options: GraphiteMetricExporterOptions) => {
      const wired = wireGraphite(options);
      for (let i = 0; i < 1000; i += 1) wired.meter.createCounter(`orders${i}`).add(1);
      await wired.export();
      return wired.transport.payloads.map((payload) => payload.length);
    };
    expect(await payloadsWith({})).toHaveLength(1);
    const lengths = await payloadsWith({ maxPayloadBytes: 256 });
    expect(lengths.length).toBeGreaterThan(1);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(256);
    // of a datagram carbon reads 8192 bytes, and 1432 pass every network in one piece
    for (const [host, bytes] of [
      ['127.0.0.1', 8192],
      ['localhost', 8192],
      ['graphite.invalid', 1432],
    ] as const) {
      const longest = Math.max(...(await payloadsWith({ endpoint: `udp://${host}:2003` })));
      expect(longest).toBeLessThanOrEqual(bytes);
      expect(longest).toBeGreaterThan(bytes - 50);
    }
  },

  async transport() {
    const transport = createMemoryTransport();
    await exportTo({ transport });
    expect(transport.text).toMatch(/^orders 1 \d+\n$/);
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

  async histogramAggregation() {
    expect(wireGraphite().exporter.selectAggregation).toBeDefined();
    const histogramAggregation = 'explicit_bucket_histogram';
    expect(wireGraphite({ histogramAggregation }).exporter.selectAggregation).toBeUndefined();
  },

  async selfObsMeterProvider() {
    expect(await toldBy(wireGraphite)).toEqual({ undefined: 1 });
  },

  async timeoutMillis() {
    const millisLeft = async (options: GraphiteMetricExporterOptions) => {
      let left = 0;
      const clock = new FakeClock();
      const transport: Transport = {
        ...createMemoryTransport(),
        async send({ ends }, deadline) {
          left = deadline - clock.monotonicMillis();
          return { delivered: ends.length };
        },
      };
      await exportTo({ transport, clock, ...options });
      return left;
    };
    expect(await millisLeft({ timeoutMillis: 60_000 })).toBe(60_000);
    expect(await millisLeft({ timeoutMillis: 500 })).toBe(500);
  },
};

it.each(Object.entries(others))('%s has its effect', (_name, check) => check());

it('no option is missing here', () => {
  // those of the spool have tests of their own
  const { attributes, spool: _, ...schema } = optionTables.graphite.schema;
  const names = [...Object.keys(schema), ...Object.keys(attributes).map((name) => `attributes.${name}`)];
  expect([...Object.keys(lines), ...Object.keys(others)].sort()).toEqual(names.sort());
});
