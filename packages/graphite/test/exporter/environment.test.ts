import { systemClock } from '@otelwire/core';
import { describe, expect, it, vi } from 'vitest';
import { diagWarnings } from '../../../core/test/otel/diag-warnings.ts';
import { GraphiteMetricExporter } from '../../src/index.ts';
import { optionTables } from '../../src/options.ts';
import { readStrictly } from './wire-reader.ts';
import { type Wired, wireGraphite } from './wired.ts';
import { formats } from './wires.ts';

const warnings = diagWarnings();
const resource = { 'host.name': 'web-1' };

async function recorded(wired: Wired): Promise<string> {
  wired.meter.createCounter('orders').add(1, { region: 'eu', user: 7 });
  wired.meter.createGauge('depth').record(-5);
  wired.meter.createHistogram('latency', { unit: 's' }).record(4);
  return (await wired.lines()).join('\n');
}

/** A variable without its prefix, what it is set to, and what it does to the wire. */
const effects: readonly (readonly [name: string, value: string, sees: RegExp])[] = [
  ['PREFIX', ' shop ', /^shop\.depth -5$/m],
  ['TAGS', 'team=core, a:b', /^depth;a=b;team=core -5$/m],
  ['PATH_TEMPLATE', '{attr:region}.{name}', /^eu\.orders\.user\.7 1$/m],
  ['API_KEY', 'key-1', /^key-1\.depth -5$/m],
  ['PERCENTILES', '75', /^latency\.p75 4$/m],
  ['ATTRIBUTES_INCLUDE', 'reg*,x', /^orders;region=eu 1$/m],
  ['ATTRIBUTES_EXCLUDE', 'user', /^orders;region=eu 1$/m],
  ['RESOURCE_ATTRIBUTES', 'host.name', /^depth;host\.name=web-1 -5$/m],
  ['RESOURCE_ATTRIBUTES', 'ALL', /^depth;host\.name=web-1 -5$/m],
  ['PROCESS_ATTRIBUTE', 'pod=a', /^depth;pod=a -5$/m],
];

describe.each(['OTEL_EXPORTER_GRAPHITE_', 'OTELWIRE_GRAPHITE_'])('variables that start with %s', (prefix) => {
  it.each(effects)('%s=%s', async (name, value, sees) => {
    expect(await recorded(wireGraphite({}, { resource }))).not.toMatch(sees);
    vi.stubEnv(prefix + name, value);
    expect(await recorded(wireGraphite({}, { resource }))).toMatch(sees);
    expect(warnings).toEqual([]);
  });

  it('TEMPORALITY_PREFERENCE=delta', async () => {
    vi.stubEnv(`${prefix}TEMPORALITY_PREFERENCE`, 'delta');
    const wired = wireGraphite();
    await recorded(wired);
    expect(await recorded(wired)).toMatch(/^orders;.* 1\n(?:.*\n)?latency\.count 1$/m);
  });

  it('HISTOGRAM_AGGREGATION=explicit_bucket_histogram', () => {
    vi.stubEnv(`${prefix}HISTOGRAM_AGGREGATION`, 'explicit_bucket_histogram');
    expect(wireGraphite().exporter.selectAggregation).toBeUndefined();
  });

  it('PROTOCOL=Pickle', async () => {
    vi.stubEnv(`${prefix}PROTOCOL`, 'Pickle');
    const wired = wireGraphite();
    await recorded(wired);
    expect(readStrictly(wired.transport.payloads[0]!, 'pickle').length).toBeGreaterThan(5);
  });

  it('ENDPOINT=https://…, and INTERVAL_SECONDS=10', async () => {
    vi.stubEnv(`${prefix}ENDPOINT`, 'https://graphite.invalid/metrics');
    vi.stubEnv(`${prefix}INTERVAL_SECONDS`, '10');
    const wired = wireGraphite();
    await recorded(wired);
    const points = JSON.parse(wired.transport.text) as { interval: number; time: number }[];
    for (const { interval, time } of points) expect([interval, time % 10]).toEqual([10, 0]);
  });

  it('HEADERS=…, with an endpoint that has them', () => {
    vi.stubEnv(`${prefix}ENDPOINT`, 'https://graphite.invalid/metrics');
    vi.stubEnv(`${prefix}HEADERS`, 'x-scope-orgid=7,authorization=Basic%20abc');
    new GraphiteMetricExporter();
    expect(warnings).toEqual([]);
  });

  it('MAX_PAYLOAD_BYTES=256', async () => {
    vi.stubEnv(`${prefix}MAX_PAYLOAD_BYTES`, '256');
    const wired = wireGraphite();
    for (let i = 0; i < 50; i += 1) wired.meter.createCounter(`orders${i}`).add(1);
    await wired.lines();
    const lengths = wired.transport.payloads.map((payload) => payload.length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(256);
    expect(Math.max(...lengths)).toBeGreaterThan(200);
  });

  it('MAX_BACKLOG_BYTES=0', async () => {
    vi.stubEnv(`${prefix}MAX_BACKLOG_BYTES`, '0');
    const wired = wireGraphite();
    wired.transport.failNext();
    await recorded(wired);
    expect(wired.exporter.accounting).toMatchObject({ held: 0, dropped: { queue_full: 3 } });
  });

  it('MAX_BACKLOG_AGE=1', async () => {
    vi.stubEnv(`${prefix}MAX_BACKLOG_AGE`, '1');
    let now = 0;
    const wired = wireGraphite({ clock: { ...systemClock, monotonicMillis: () => now } });
    wired.transport.failNext();
    await recorded(wired);
    now = 2;
    await wired.export();
    expect(wired.exporter.accounting).toMatchObject({ held: 0, dropped: { too_old: 3 } });
  });

  it('RESEND_WINDOW=0', async () => {
    vi.stubEnv(`${prefix}RESEND_WINDOW`, '0');
    const wired = wireGraphite();
    await recorded(wired);
    wired.transport.breakConnection('broken');
    expect(wired.exporter.accounting).toMatchObject({ delivered: 3, held: 0 });
  });

  it('TIMEOUT=1234', async () => {
    vi.stubEnv(`${prefix}TIMEOUT`, '1234');
    const wired = wireGraphite({ clock: { ...systemClock, monotonicMillis: () => 0 } });
    const deadlines: number[] = [];
    wired.transport.respondWith(({ ends }, deadline) => {
      deadlines.push(deadline);
      return { delivered: ends.length };
    });
    await recorded(wired);
    expect(deadlines).toEqual([1234]);
  });
});

it('every variable of the schema is in these tests', () => {
  const tested = new Set(effects.map(([name]) => name));
  const elsewhere = [
    ...['ENDPOINT', 'PROTOCOL', 'HEADERS', 'INTERVAL_SECONDS', 'CONNECT_TIMEOUT', 'TIMEOUT', 'RESEND_WINDOW'],
    ...['MAX_PAYLOAD_BYTES', 'MAX_BACKLOG_BYTES', 'MAX_BACKLOG_AGE'],
    ...['TEMPORALITY_PREFERENCE', 'HISTOGRAM_AGGREGATION'],
  ];
  const { attributes, ...schema } = optionTables.graphite.schema;
  const options: object[] = [...Object.values(schema), ...Object.values(attributes)];
  const names = options.flatMap((option) => ('env' in option ? [option.env as string] : []));
  expect(names.filter((name) => !tested.has(name)).sort()).toEqual(elsewhere.sort());
});

describe('the interval that HTTP requests say', () => {
  const intervalOf = async () => {
    const wired = wireGraphite(formats.json);
    await recorded(wired);
    return (JSON.parse(wired.transport.text) as { interval: number }[])[0]!.interval;
  };

  it.each([
    ['a minute, by the default of the SDK', undefined, 60],
    ['what the SDK is told', '15000', 15],
    ['a second at least', '200', 1],
    ['a minute, where that is no number', '10s', 60],
    ['a minute, where that is nothing', '0', 60],
  ])('is %s: OTEL_METRIC_EXPORT_INTERVAL=%s', async (_, millis, seconds) => {
    vi.stubEnv('OTEL_METRIC_EXPORT_INTERVAL', millis);
    expect(await intervalOf()).toBe(seconds);
  });
});
