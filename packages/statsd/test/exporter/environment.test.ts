import { systemClock } from '@otelwire/core';
import { describe, expect, it, vi } from 'vitest';
import { diagWarnings } from '../../../core/test/otel/diag-warnings.ts';
import { StatsdMetricExporter } from '../../src/index.ts';
import { optionTables } from '../../src/options.ts';
import { type Wired, wireStatsd } from './wired.ts';

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
  ['TARGET', 'gostatsd', /^orders:1\|c\|#region:eu,user:7$/m],
  ['DIALECT', 'graphite', /^orders;region=eu;user=7:1\|c$/m],
  ['DIALECT', 'DogStatsD', /^orders:1\|c\|#region:eu,user:7$/m],
  ['PREFIX', ' shop ', /^shop\.depth:-5\|g$/m],
  ['TAGS', 'team=core, a:b', /^depth\.a\.b\.team\.core:-5\|g$/m],
  ['HISTOGRAMS', 'timers', /^latency:4000\|ms$/m],
  ['PERCENTILES', '75', /^latency\.p75:4\|g$/m],
  ['ATTRIBUTES_INCLUDE', 'reg*,x', /^orders\.region\.eu:1\|c$/m],
  ['ATTRIBUTES_EXCLUDE', 'user', /^orders\.region\.eu:1\|c$/m],
  ['RESOURCE_ATTRIBUTES', 'host.name', /^depth\.host_name\.web-1:-5\|g$/m],
  ['RESOURCE_ATTRIBUTES', 'ALL', /^depth\.host_name\.web-1:-5\|g$/m],
  ['PROCESS_ATTRIBUTE', 'pod=a', /^depth\.pod\.a:-5\|g$/m],
  ['TEMPORALITY_PREFERENCE', 'cumulative', /^orders\.region\.eu\.user\.7:1\|g$/m],
];

describe.each(['OTEL_EXPORTER_STATSD_', 'OTELWIRE_STATSD_'])('variables that start with %s', (prefix) => {
  it.each(effects)('%s=%s', async (name, value, sees) => {
    expect(await recorded(wireStatsd({}, { resource }))).not.toMatch(sees);
    vi.stubEnv(prefix + name, value);
    expect(await recorded(wireStatsd({}, { resource }))).toMatch(sees);
    expect(warnings).toEqual([]);
  });

  it('TIMESTAMPS=true, with a target that takes them', async () => {
    vi.stubEnv(`${prefix}TARGET`, 'otel-collector');
    vi.stubEnv(`${prefix}TIMESTAMPS`, 'TRUE');
    expect(await recorded(wireStatsd())).toMatch(/^depth:-5\|g\|T\d{10}$/m);
  });

  it('HISTOGRAM_AGGREGATION=explicit_bucket_histogram', () => {
    vi.stubEnv(`${prefix}HISTOGRAM_AGGREGATION`, 'explicit_bucket_histogram');
    expect(wireStatsd().exporter.selectAggregation).toBeUndefined();
  });

  it('MAX_PAYLOAD_BYTES=256', async () => {
    vi.stubEnv(`${prefix}MAX_PAYLOAD_BYTES`, '256');
    const wired = wireStatsd();
    for (let i = 0; i < 50; i += 1) wired.meter.createCounter(`orders${i}`).add(1);
    await wired.lines();
    const lengths = wired.transport.payloads.map((payload) => payload.length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(256);
    expect(Math.max(...lengths)).toBeGreaterThan(200);
  });

  it('MAX_HELD_SERIES=1', async () => {
    vi.stubEnv(`${prefix}MAX_HELD_SERIES`, '1');
    const wired = wireStatsd();
    wired.transport.failNext();
    for (const name of ['a', 'b', 'c']) wired.meter.createCounter(name).add(1);
    await wired.export();
    expect(wired.exporter.accounting).toMatchObject({ held: 1, dropped: { queue_full: 2 } });
  });

  it('TIMEOUT=1234', async () => {
    vi.stubEnv(`${prefix}TIMEOUT`, '1234');
    const wired = wireStatsd({ clock: { ...systemClock, monotonicMillis: () => 0 } });
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
    'ENDPOINT',
    'CONNECT_TIMEOUT',
    'MAX_PAYLOAD_BYTES',
    'MAX_HELD_SERIES',
    'TIMEOUT',
    'TIMESTAMPS',
    'HISTOGRAM_AGGREGATION',
  ];
  const { attributes, ...schema } = optionTables.statsd.schema;
  const options: object[] = [...Object.values(schema), ...Object.values(attributes)];
  const names = options.flatMap((option) => ('env' in option ? [option.env as string] : []));
  expect(names.filter((name) => !tested.has(name)).sort()).toEqual(elsewhere.sort());
});

describe('a variable that cannot be used', () => {
  it.each([
    [
      'PERCENTILES',
      '50,x',
      "OTEL_EXPORTER_STATSD_PERCENTILES is invalid: '50,x'; item 2: expected a number from 0 to 100; using [50, 95, 99]",
    ],
    ['TARGET', 'agent', "OTEL_EXPORTER_STATSD_TARGET is invalid: 'agent'; expected one of "],
    [
      'TIMEOUT',
      '10s',
      "OTEL_EXPORTER_STATSD_TIMEOUT is invalid: '10s'; expected a whole number of milliseconds from 1 to 2147483647; using 10000",
    ],
    [
      'ENDPOINT',
      'unixgram:///run/x',
      "OTEL_EXPORTER_STATSD_ENDPOINT is invalid: 'unixgram:///run/x'; Node.js has no unix datagram sockets",
    ],
    [
      'HISTOGRAMS',
      'distributions',
      "OTEL_EXPORTER_STATSD_HISTOGRAMS is invalid: 'distributions'; 'distributions' are not taken by a server that is not named",
    ],
    [
      'TIMESTAMPS',
      'true',
      'OTEL_EXPORTER_STATSD_TIMESTAMPS is invalid: true; they are not taken by a server that is not named',
    ],
    [
      'TIMESTAMPS',
      'yes',
      "OTEL_EXPORTER_STATSD_TIMESTAMPS is invalid: 'yes'; expected true or false; using false",
    ],
  ])('warns with its value and falls back: %s=%s', async (name, value, warning) => {
    vi.stubEnv(`OTEL_EXPORTER_STATSD_${name}`, value);
    const lines = await recorded(wireStatsd());
    expect(warnings).toEqual([expect.stringContaining(warning)]);
    vi.unstubAllEnvs();
    expect(lines).toBe(await recorded(wireStatsd()));
  });

  it('gives way to the next one that means the same', async () => {
    vi.stubEnv('OTEL_EXPORTER_STATSD_HISTOGRAMS', 'nonsense');
    vi.stubEnv('OTELWIRE_STATSD_HISTOGRAMS', 'timers');
    expect(await recorded(wireStatsd())).toContain('latency:4000|ms');
    expect(warnings).toHaveLength(1);
  });

  it('shows no password', () => {
    vi.stubEnv('OTEL_EXPORTER_STATSD_ENDPOINT', 'tcp://user:hunter2@host:8125');
    new StatsdMetricExporter();
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).not.toContain('hunter2');
  });

  it('is not looked at where code says something', async () => {
    vi.stubEnv('OTEL_EXPORTER_STATSD_HISTOGRAMS', 'nonsense');
    expect(await recorded(wireStatsd({ histograms: 'timers' }))).toContain('latency:4000|ms');
    expect(warnings).toEqual([]);
  });

  it('is as if it were not there when it is empty', async () => {
    vi.stubEnv('OTEL_EXPORTER_STATSD_HISTOGRAMS', ' ');
    expect(await recorded(wireStatsd())).toContain('latency.count:1|c');
    expect(warnings).toEqual([]);
  });
});
