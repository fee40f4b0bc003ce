import { createMemoryTransport } from '@otelwire/core';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { FakeClock } from '../../../core/test/transport/fake-clock.ts';
import { ConfigError, GraphiteClient, type GraphiteClientOptions } from '../../src/client/index.ts';
import { graphiteLines, NOW } from './lines.ts';
import { receiver } from './receiver.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

function problemsOf(options: unknown): readonly string[] {
  try {
    new GraphiteClient(options as GraphiteClientOptions);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('everything that is wrong with options is said at once', () => {
  test('of single options', () => {
    const options = {
      endpoint: 'ftp://x',
      flushIntervalMillis: -1,
      intervalSeconds: 0,
      debug: 'yes',
      protocol: 'protobuf',
      pathTemplate: '{nme}',
      interval: 10,
    };
    expect(problemsOf(options)).toEqual([
      expect.stringContaining("'interval'"),
      expect.stringContaining('endpoint is invalid'),
      expect.stringContaining("protocol is invalid: 'protobuf'"),
      expect.stringContaining('pathTemplate is invalid'),
      expect.stringContaining('intervalSeconds is invalid: 0'),
      expect.stringContaining('flushIntervalMillis is invalid: -1'),
      expect.stringContaining("debug is invalid: 'yes'"),
    ]);
  });

  test('of options that do not go together', () => {
    const options = {
      endpoint: 'udp://localhost:2003',
      protocol: 'pickle',
      headers: { a: 'b' },
      prefix: 'shop',
      pathTemplate: '{resource:host.name}.{name}.{resource:service.name}',
    };
    expect(problemsOf(options)).toEqual([
      expect.stringContaining('pickle goes over tcp:// and tls:// only'),
      expect.stringContaining('headers is invalid; only http(s)://'),
      expect.stringContaining('prefix is invalid; the path template has no place for it'),
      'pathTemplate is invalid; a client has no OpenTelemetry resource for {resource:host.name} and {resource:service.name};' +
        ' write {attr:host.name} and {attr:service.name} and give globalTags, or write text',
    ]);
  });
});

describe('variables', () => {
  test('give a client its options', async () => {
    const server = await receiver({ tcp: true });
    vi.stubEnv('OTELWIRE_GRAPHITE_ENDPOINT', server.endpoints.tcp);
    vi.stubEnv('OTELWIRE_GRAPHITE_PREFIX', 'app');
    vi.stubEnv('OTELWIRE_GRAPHITE_TAGS', 'team=core,env=test');
    vi.stubEnv('OTELWIRE_GRAPHITE_INTERVAL_SECONDS', '60');
    await using client = new GraphiteClient({ prefix: 'shop' });
    client.send('hits', 1, { timestamp: 1_700_000_007 });
    const totals = await server.waitFor(({ pointCount }) => pointCount === 1);
    const series = totals.find('shop.hits', { env: 'test', team: 'core' });
    expect([...series!.points]).toEqual([[1_699_999_980, 1]]);
  });

  test('of the exporter alone are not read', async () => {
    vi.stubEnv('OTEL_EXPORTER_GRAPHITE_PREFIX', 'exporter');
    expect(await graphiteLines({}, (client) => client.send('hits', 1))).toEqual([`hits 1 ${NOW}`]);
  });

  test('that are bad are said to the logger and passed over', () => {
    const warnings: string[] = [];
    vi.stubEnv('OTELWIRE_GRAPHITE_FLUSH_INTERVAL', 'soon');
    vi.stubEnv('OTELWIRE_GRAPHITE_PATH_TEMPLATE', 'servers.{resource:host.name}.{name}');
    const warn = (message: string) => void warnings.push(message);
    new GraphiteClient({ logger: { error() {}, warn, info() {}, debug() {} } });
    expect(warnings).toEqual([
      expect.stringContaining('OTELWIRE_GRAPHITE_PATH_TEMPLATE is invalid'),
      expect.stringContaining("OTELWIRE_GRAPHITE_FLUSH_INTERVAL is invalid: 'soon'"),
    ]);
  });

  test('that are bad are a warning of the process, without a logger', () => {
    const warn = vi.spyOn(process, 'emitWarning').mockReturnValue();
    vi.stubEnv('OTELWIRE_GRAPHITE_TIMEOUT', 'long');
    new GraphiteClient();
    expect(warn.mock.calls).toEqual([
      [expect.stringContaining('OTELWIRE_GRAPHITE_TIMEOUT'), 'OtelwireWarning'],
    ]);
    warn.mockRestore();
  });
});

test('points wait for others as long as the flush interval', async () => {
  const transport = createMemoryTransport();
  const clock = new FakeClock();
  const client = new GraphiteClient({ transport, clock, flushIntervalMillis: 300 });
  client.send('a', 1);
  clock.advance(299);
  client.send('b', 2);
  await new Promise(setImmediate);
  expect(transport.text).toBe('');
  clock.advance(1);
  await new Promise(setImmediate);
  expect(transport.text).toBe('a 1 1\nb 2 1\n');
});
