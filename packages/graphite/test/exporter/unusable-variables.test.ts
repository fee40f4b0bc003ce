import { describe, expect, it, vi } from 'vitest';
import { diagWarnings } from '../../../core/test/otel/diag-warnings.ts';
import { GraphiteMetricExporter, type GraphiteMetricExporterOptions } from '../../src/index.ts';
import { wireGraphite } from './wired.ts';

const warnings = diagWarnings();

async function recorded(options: GraphiteMetricExporterOptions = {}): Promise<string> {
  const wired = wireGraphite(options);
  wired.meter.createCounter('orders').add(1, { region: 'eu', user: 7 });
  wired.meter.createHistogram('latency').record(4);
  return (await wired.lines()).join('\n');
}

describe('a variable that cannot be used', () => {
  const name = 'OTEL_EXPORTER_GRAPHITE_';

  it.each([
    [
      'PERCENTILES',
      '50,x',
      "PERCENTILES is invalid: '50,x'; item 2: expected a number from 0 to 100; using [50, 95, 99]",
    ],
    ['PROTOCOL', 'line', "PROTOCOL is invalid: 'line'; expected one of plaintext, pickle; using 'plaintext'"],
    [
      'PATH_TEMPLATE',
      '{prefix}',
      "PATH_TEMPLATE is invalid: '{prefix}'; {name} is missing; expected {prefix}, ",
    ],
    [
      'ENDPOINT',
      'unixgram:///x',
      "ENDPOINT is invalid: 'unixgram:///x'; Node.js has no unix datagram sockets",
    ],
    ['HEADERS', 'a=b', 'HEADERS is invalid; only http(s):// endpoints have headers; ignoring it'],
    [
      'INTERVAL_SECONDS',
      '0',
      "INTERVAL_SECONDS is invalid: '0'; expected a whole number from 1 to 86400; ignoring it",
    ],
  ])('warns and falls back: %s=%s', async (variable, value, warning) => {
    vi.stubEnv(name + variable, value);
    const lines = await recorded();
    expect(warnings).toEqual([expect.stringContaining(name + warning)]);
    vi.unstubAllEnvs();
    expect(lines).toBe(await recorded());
  });

  it('because of what code says gives way to code', async () => {
    vi.stubEnv(`${name}PATH_TEMPLATE`, '{name}');
    expect(await recorded({ prefix: 'shop' })).toContain('shop.orders;region=eu;user=7 1');
    expect(warnings).toEqual([
      `${name}PATH_TEMPLATE is invalid: '{name}'; the path template has no place for it; write {prefix} there; ignoring it`,
    ]);
  });

  it('shows no password', () => {
    vi.stubEnv(`${name}ENDPOINT`, 'tcp://user:hunter2@host:2003');
    vi.stubEnv(`${name}HEADERS`, 'hunter2');
    new GraphiteMetricExporter();
    expect(warnings).toHaveLength(2);
    expect(warnings.join()).not.toContain('hunter2');
  });
});
