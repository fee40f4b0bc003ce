import { readFileSync } from 'node:fs';
import { type Clock, createMemoryTransport, systemClock, type Transport } from '@otelwire/core';
import { createStatsdReceiver } from '@otelwire/sandbox';
import { expect, it } from 'vitest';
import { toldBy } from '../../../core/test/otel/observed.ts';
import { recordingLogger } from '../../../core/test/otel/recording-logger.ts';
import { Metrics } from '../../../core/test/otel/sdk-metrics.ts';
import { FakeClock } from '../../../core/test/transport/fake-clock.ts';
import { patientClock } from '../../../core/test/transport/patient-clock.ts';
import { DogStatsdMetricExporter, type DogStatsdMetricExporterOptions } from '../../src/index.ts';
import { optionTables } from '../../src/options.ts';
import { wireDogStatsd } from './wired.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../../../core/test/transport/fixtures/${name}`, import.meta.url));

/** The lines of one export with some options, and what was said. */
async function linesWith(options: DogStatsdMetricExporterOptions): Promise<string> {
  const wired = wireDogStatsd(options, { resource: { 'host.name': 'web-1' } });
  wired.meter.createCounter('orders').add(1, { region: 'eu', user: 7 });
  wired.meter.createGauge('depth').record(-5);
  wired.meter.createHistogram('latency').record(4);
  return (await wired.lines()).join('\n');
}

/** Exports one counter to a real endpoint; gives what was said. */
async function exportTo(options: DogStatsdMetricExporterOptions): Promise<string[]> {
  const { logger, messages } = recordingLogger();
  const exporter = new DogStatsdMetricExporter({
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
const lines: Record<string, [options: DogStatsdMetricExporterOptions, sees: RegExp]> = {
  target: [{ target: 'vector' }, /^depth:0\|g$/m],
  dialect: [{ dialect: 'graphite' }, /^orders;region=eu;user=7:1\|c$/m],
  prefix: [{ prefix: 'shop' }, /^shop\.depth:-5\|g$/m],
  globalTags: [{ globalTags: { team: 'core' } }, /^depth:-5\|g\|#team:core$/m],
  histograms: [{ histograms: 'timers' }, /^latency:4\|ms$/m],
  percentiles: [{ histograms: 'summary', percentiles: [75] }, /^latency\.p75:4\|g$/m],
  processAttribute: [{ processAttribute: 'pod=a' }, /^depth:-5\|g\|#pod:a$/m],
  timestamps: [{ timestamps: true }, /^depth:-5\|g\|T\d{10}$/m],
  'attributes.include': [{ attributes: { include: ['region'] } }, /^orders:1\|c\|#region:eu$/m],
  'attributes.exclude': [{ attributes: { exclude: ['user'] } }, /^orders:1\|c\|#region:eu$/m],
  resourceAttributes: [{ resourceAttributes: ['host.name'] }, /^depth:-5\|g\|#host\.name:web-1$/m],
  temporalityPreference: [{ temporalityPreference: () => 1 }, /^orders:1\|g\|#region:eu,user:7$/m],
  env: [{ env: 'test' }, /^depth:-5\|g\|#env:test$/m],
  service: [{ service: 'shop' }, /^depth:-5\|g\|#service:shop$/m],
  version: [{ version: '2' }, /^depth:-5\|g\|#version:2$/m],
  originDetection: [{ originDetection: true, containerId: 'abc' }, /^depth:-5\|g\|c:abc$/m],
  containerId: [{ originDetection: true, containerId: 'xyz' }, /^depth:-5\|g\|c:xyz$/m],
  externalData: [
    { originDetection: true, containerId: 'a', externalData: 'it-1' },
    /^depth:-5\|g\|c:a\|e:it-1$/m,
  ],
  cardinality: [{ cardinality: 'low' }, /^depth:-5\|g\|card:low$/m],
  entityId: [{ entityId: 'pod' }, /^depth:-5\|g\|#dd\.internal\.entity_id:pod$/m],
};

it.each(Object.entries(lines))('%s changes the lines', async (_name, [options, sees]) => {
  expect(await linesWith({})).not.toMatch(sees);
  expect(await linesWith(options)).toMatch(sees);
});

const others: Record<string, () => Promise<void>> = {
  async endpoint() {
    const receiver = await createStatsdReceiver({ tcp: true });
    await exportTo({ endpoint: receiver.endpoints.tcp! });
    await receiver.waitFor((totals) => totals.find('c', 'orders')?.sum === 1);
    await receiver.close();
  },

  async tls() {
    const [cert, key] = [fixture('tls-server.pem'), fixture('tls-server-key.pem')];
    const receiver = await createStatsdReceiver({ tcp: { cert, key } });
    const endpoint = receiver.endpoints.tls!;
    expect(await exportTo({ endpoint })).toContainEqual(expect.stringContaining('not trusted'));
    expect(await exportTo({ endpoint, tls: { ca: fixture('tls-authority.pem') } })).toEqual([]);
    await receiver.waitFor((totals) => totals.find('c', 'orders')?.sum === 1);
    await receiver.close();
  },

  async connectTimeoutMillis() {
    // takes connections, and says nothing that belongs to TLS
    const receiver = await createStatsdReceiver({ tcp: true });
    const endpoint = receiver.endpoints.tcp!.replace('tcp:', 'tls:');
    receiver.faults.stall();
    const [warning] = await exportTo({ endpoint, connectTimeoutMillis: 20 });
    expect(warning).toContain('does not answer (ETIMEDOUT)');
    await receiver.close();
  },

  async maxPayloadBytes() {
    const payloadsWith = async (options: DogStatsdMetricExporterOptions) => {
      const wired = wireDogStatsd(options);
      for (let i = 0; i < 50; i += 1) wired.meter.createCounter(`orders${i}`).add(1);
      await wired.export();
      return wired.transport.payloads.map((payload) => payload.length);
    };
    expect(await payloadsWith({})).toHaveLength(1);
    const lengths = await payloadsWith({ maxPayloadBytes: 256 });
    expect(lengths.length).toBeGreaterThan(1);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(256);
  },

  async transport() {
    const transport = createMemoryTransport();
    await exportTo({ transport });
    expect(transport.text).toMatch(/^orders:1\|c/);
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
    expect(wireDogStatsd().exporter.selectAggregation).toBeDefined();
    const histogramAggregation = 'explicit_bucket_histogram';
    expect(wireDogStatsd({ histogramAggregation }).exporter.selectAggregation).toBeUndefined();
  },

  async selfObsMeterProvider() {
    expect(await toldBy(wireDogStatsd)).toEqual({ undefined: 1 });
  },

  async timeoutMillis() {
    const millisLeft = async (options: DogStatsdMetricExporterOptions) => {
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

  async maxHeldSeries() {
    const wired = wireDogStatsd({ maxHeldSeries: 1 });
    wired.transport.failNext();
    for (const name of ['a', 'b', 'c']) wired.meter.createCounter(name).add(1);
    await wired.export();
    expect(wired.exporter.accounting).toMatchObject({ held: 1, dropped: { queue_full: 2 } });
  },
};

it.each(Object.entries(others))('%s has its effect', (_name, check) => check());

it('no option is missing here', () => {
  // those of the spool have tests of their own
  const { attributes, spool: _, ...schema } = optionTables.dogstatsd.schema;
  const names = [...Object.keys(schema), ...Object.keys(attributes).map((name) => `attributes.${name}`)];
  expect([...Object.keys(lines), ...Object.keys(others)].sort()).toEqual(names.sort());
});
