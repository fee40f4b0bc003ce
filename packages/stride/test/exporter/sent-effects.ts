import { HttpServer } from '../../../core/test/http/http-server.ts';
import { recordingLogger } from '../../../core/test/otel/recording-logger.ts';
import { Metrics } from '../../../core/test/otel/sdk-metrics.ts';
import { patientClock } from '../../../core/test/transport/patient-clock.ts';
import { StrideMetricExporter, type StrideMetricExporterOptions } from '../../src/index.ts';
import { wireStride } from './wired.ts';

/** The bodies of two exports with some options, and how many there were. */
export async function bodiesWith(options: StrideMetricExporterOptions): Promise<string> {
  const wired = wireStride(options, { resource: { 'host.name': 'web-1' } });
  for (const orders of [1, 2]) {
    wired.meter.createCounter('orders').add(orders, { region: 'eu', user: 7 });
    wired.meter.createGauge('depth').record(-5);
    wired.meter.createHistogram('latency').record(4);
    for (let series = 0; series < 20; series += 1) wired.meter.createGauge('level').record(1, { series });
    await wired.export();
  }
  return `${wired.transport.text}\n${wired.transport.payloads.length} bodies`;
}

/** Exports one counter twice to a server that takes everything; gives its requests, as text. */
export async function requestsWith(options: StrideMetricExporterOptions): Promise<string> {
  const server = await HttpServer.start();
  const endpoint = `http://127.0.0.1:${server.port}/v1`;
  await exportTo({ endpoint, ...options }, 1000);
  const heads = server.requests.map(({ method, path, headers }) =>
    [`${method} ${path}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)].join('\n'),
  );
  return heads.join('\n');
}

/** Exports counters; gives what was said. */
export async function exportTo(options: StrideMetricExporterOptions, counters = 1): Promise<string[]> {
  const { logger, messages } = recordingLogger();
  const defaults = { timeoutMillis: 2000, clock: patientClock() };
  const exporter = new StrideMetricExporter({ ...defaults, logger, ...options });
  const metrics = new Metrics(exporter);
  for (let i = 0; i < counters; i += 1) metrics.meter.createCounter(`orders${i}`).add(1);
  await metrics.export();
  await exporter.shutdown();
  return messages;
}

type Effect = readonly [options: StrideMetricExporterOptions, variable: string, value: string, sees: RegExp];

/** Options that change bodies: in code, in a variable, and what only they bring about. */
export const ofBodies: Record<string, Effect> = {
  body: [{ body: 'ndjson' }, 'BODY', 'ndjson', /^\{"\$timestamp.*\}$/m],
  stream: [{ body: 'multi-stream', stream: 'shop' }, 'STREAM', 'shop', /^\{"shop":\[/],
  streamPerMetric: [{ streamPerMetric: true }, 'STREAM_PER_METRIC', 'true', /"latency":\[\{/],
  fieldNames: [{ fieldNames: { id: 'key' } }, 'FIELD_NAMES', 'id=key', /"key":"[0-9a-f]{32}"/],
  flatten: [{ flatten: true }, 'FLATTEN', 'true', /"attr_region":"eu"/],
  prefix: [{ prefix: 'shop' }, 'PREFIX', 'shop', /"name":"shop\.depth"/],
  maxEvents: [{ maxEvents: 12 }, 'MAX_EVENTS', '12', /^4 bodies$/m],
  maxPayloadBytes: [{ maxPayloadBytes: 4096 }, 'MAX_PAYLOAD_BYTES', '4096', /^[4-9] bodies$/m],
  'attributes.include': [
    { attributes: { include: ['reg*'] } },
    'ATTRIBUTES_INCLUDE',
    'reg*',
    /"attributes":\{"region":"eu"\}/,
  ],
  'attributes.exclude': [
    { attributes: { exclude: ['user'] } },
    'ATTRIBUTES_EXCLUDE',
    'user',
    /"attributes":\{"region":"eu"\}/,
  ],
  resourceAttributes: [
    { resourceAttributes: ['host.name'] },
    'RESOURCE_ATTRIBUTES',
    'host.name',
    /"resource":\{"host\.name":"web-1"\}/,
  ],
  temporalityPreference: [
    { temporalityPreference: 'cumulative' },
    'TEMPORALITY_PREFERENCE',
    'cumulative',
    /"name":"orders".*"temporality":"cumulative".*"value":3\}/,
  ],
  histogramAggregation: [
    { histogramAggregation: 'explicit_bucket_histogram' },
    'HISTOGRAM_AGGREGATION',
    'explicit_bucket_histogram',
    /"type":"histogram".*"buckets":\[/,
  ],
};

const basic = Buffer.from('key:').toString('base64');

/** Options that change the heads of requests. */
export const ofRequests: Record<string, Effect> = {
  apiKey: [{ apiKey: 'key' }, 'API_KEY', 'key', new RegExp(`^authorization: Basic ${basic}$`, 'm')],
  headers: [{ headers: { 'x-team': 'a b' } }, 'HEADERS', 'x-team=a%20b', /^x-team: a b$/m],
  path: [{ path: '/in/{stream}?a=1' }, 'PATH', '/in/{stream}?a=1', /^POST \/v1\/in\/otel_metrics\?a=1$/m],
};
