import { createMemoryTransport } from '@otelwire/core';
import { afterEach, expect, test, vi } from 'vitest';
import { FakeClock } from '../../../core/test/transport/fake-clock.ts';
import { ConfigError, DogStatsdClient, StatsdClient } from '../../src/client/index.ts';
import { receiver } from './receiver.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('everything that is wrong with options is said at once', () => {
  const options = {
    endpoint: 'ftp://x',
    flushIntervalMillis: -1,
    connections: 0,
    debug: 'yes',
    sampelRate: 1,
  } as never;
  expect(() => new StatsdClient(options)).toThrow(ConfigError);
  try {
    new StatsdClient(options);
  } catch (error) {
    expect((error as ConfigError).problems).toEqual([
      expect.stringContaining('sampelRate'),
      expect.stringContaining('endpoint is invalid'),
      expect.stringContaining('flushIntervalMillis is invalid: -1'),
      expect.stringContaining('connections is invalid: 0'),
      expect.stringContaining("debug is invalid: 'yes'; expected true or false, or a function"),
    ]);
  }
});

test('a client takes its options from variables', async () => {
  const server = await receiver();
  vi.stubEnv('DD_DOGSTATSD_URL', server.endpoints.udp);
  vi.stubEnv('DD_SERVICE', 'shop');
  vi.stubEnv('DD_ENV', 'test');
  vi.stubEnv('DD_TAGS', 'team:core,beta');
  vi.stubEnv('DD_ORIGIN_DETECTION_ENABLED', 'false');
  vi.stubEnv('OTELWIRE_DOGSTATSD_PREFIX', 'app');
  await using client = new DogStatsdClient();
  client.increment('hits');
  const totals = await server.waitFor(({ recordCount }) => recordCount === 1);
  const tags = { env: 'test', service: 'shop', team: 'core', beta: '' };
  expect(totals.find('c', 'app.hits', tags)?.sum).toBe(1);
});

test('a bad variable is said and passed over', async () => {
  const warnings: string[] = [];
  vi.stubEnv('OTELWIRE_STATSD_FLUSH_INTERVAL', 'soon');
  const logger = {
    error() {},
    warn: (message: string) => void warnings.push(message),
    info() {},
    debug() {},
  };
  new StatsdClient({ logger });
  expect(warnings).toEqual([expect.stringContaining("OTELWIRE_STATSD_FLUSH_INTERVAL is invalid: 'soon'")]);
});

test('without a logger, a bad variable is a warning of the process', async () => {
  const warn = vi.spyOn(process, 'emitWarning').mockReturnValue();
  vi.stubEnv('OTELWIRE_STATSD_CONNECTIONS', 'many');
  new StatsdClient();
  expect(warn.mock.calls).toEqual([
    [expect.stringContaining('OTELWIRE_STATSD_CONNECTIONS'), 'OtelwireWarning'],
  ]);
  warn.mockRestore();
});

test('a record waits no longer than the flush interval', async () => {
  const transport = createMemoryTransport();
  const clock = new FakeClock();
  const client = new StatsdClient({ transport, clock, flushIntervalMillis: 300 });
  client.increment('hits');
  clock.advance(299);
  await new Promise(setImmediate);
  expect(transport.text).toBe('');
  clock.advance(1);
  await new Promise(setImmediate);
  expect(transport.text).toBe('hits:1|c\n');
});
