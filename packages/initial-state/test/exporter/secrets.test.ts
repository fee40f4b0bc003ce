import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Answer, cleanUp } from '../../../core/test/http/http-server.ts';
import { diagWarnings } from '../../../statsd/test/exporter/diag-warnings.ts';
import { Metrics } from '../../../statsd/test/exporter/metrics.ts';
import {
  ConfigError,
  InitialStateMetricExporter,
  type InitialStateMetricExporterOptions,
} from '../../src/index.ts';
import { Account } from '../account.ts';

const warnings = diagWarnings();
afterEach(cleanUp);

/** A server that repeats all that it was sent. */
const talkative =
  (status: number): Answer =>
  (response, { headers }) =>
    response
      .writeHead(status, { 'x-echo': String(headers['x-is-accesskey']) })
      .end(JSON.stringify({ message: `key ${headers['x-is-accesskey']} for ${headers['x-secret']}` }));

const failures: Record<string, readonly (Answer | 'take')[]> = {
  'a bucket that is refused': [talkative(401)],
  'a bucket that is not understood': [talkative(400)],
  'events that are refused': ['take', talkative(403)],
  'an account that is used up': ['take', talkative(402)],
  'events that are not understood': ['take', talkative(400)],
  'too large events': ['take', talkative(413)],
  'a server that fails': ['take', talkative(500), talkative(502), talkative(500), talkative(500)],
  'too many requests': ['take', talkative(429), talkative(429), talkative(429), talkative(429)],
  'a redirect that repeats the key': [
    (response, { headers }) =>
      response
        .writeHead(302, { location: `/${headers['x-is-accesskey']}?k=${headers['x-is-accesskey']}` })
        .end(),
  ],
  'a connection that is cut': ['take', (response) => response.destroy()],
  'no HTTP': [(response) => response.socket?.end('ist_hunter2hunter2 is no HTTP\r\n\r\n')],
};

describe('no key is in any message, error or description', () => {
  it.each(Object.entries(failures))('of %s', async (_name, script) => {
    const account = await Account.open(...script);
    const said: string[] = [];
    const say = (message: string) => void said.push(message);
    const exporter = new InitialStateMetricExporter({
      accessKey: account.accessKey,
      headers: { 'x-secret': 'hunter2-header' },
      endpoint: account.endpoint.replace('//', '//user:hunter2-password@'),
      logger: { error: say, warn: say, info: say, debug: say },
      timeoutMillis: 300,
    });
    const metrics = new Metrics(exporter);
    metrics.meter.createCounter('orders').add(1);
    for (let i = 0; i < 2; i += 1) said.push(inspect(await metrics.export()));
    await account.stop();
    said.push(inspect(await metrics.export()));
    await exporter.shutdown();
    said.push(inspect(await metrics.export()), inspect(exporter, { depth: 10, showHidden: true }));
    expect(said.length).toBeGreaterThan(5);
    expect(said.join('\n')).not.toContain('hunter2');
  });
});

function refusalOf(options: InitialStateMetricExporterOptions): string {
  try {
    new InitialStateMetricExporter(options);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return inspect(error);
  }
  throw new Error('the constructor took everything');
}

describe('a key', () => {
  it.each(['', 'hunter2 x', 'hunter2\n', 'hunter2ü'])('is refused, and not shown: %j', (accessKey) => {
    const said = refusalOf({ accessKey });
    expect(said).toContain('accessKey is invalid; ');
    expect(said).not.toContain('hunter2');
  });

  it('is missing where none is given', () => {
    expect(refusalOf({})).toContain(
      'accessKey is missing: give it in code or set OTEL_EXPORTER_INITIALSTATE_',
    );
  });

  it('of a variable is not shown where it cannot be used', () => {
    vi.stubEnv('OTEL_EXPORTER_INITIALSTATE_ACCESS_KEY', 'hunter2 with spaces');
    expect(refusalOf({})).toContain('accessKey is missing');
    for (const warning of warnings) expect(warning).not.toContain('hunter2');
  });

  it('of a variable is used', async () => {
    const account = await Account.open();
    vi.stubEnv('OTEL_EXPORTER_INITIALSTATE_ACCESS_KEY', account.accessKey);
    vi.stubEnv('OTELWIRE_INITIALSTATE_ENDPOINT', account.endpoint);
    vi.stubEnv('OTELWIRE_INITIALSTATE_BUCKET_KEY', 'till');
    const exporter = new InitialStateMetricExporter();
    const metrics = new Metrics(exporter);
    metrics.meter.createCounter('orders').add(1);
    await metrics.export();
    await exporter.shutdown();
    expect(account.eventsOf('till')).toHaveLength(1);
    expect(warnings).toEqual([]);
  });
});
