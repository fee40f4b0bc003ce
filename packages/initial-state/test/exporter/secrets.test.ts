import { DiagLogLevel, diag } from '@opentelemetry/api';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { cleanUp } from '../../../core/test/http/http-server.ts';
import { diagWarnings } from '../../../core/test/otel/diag-warnings.ts';
import { Metrics } from '../../../core/test/otel/sdk-metrics.ts';
import {
  ConfigError,
  InitialStateMetricExporter,
  type InitialStateMetricExporterOptions,
  ShutdownError,
} from '../../src/index.ts';
import { Account } from '../account.ts';
import {
  accessKey,
  type Failure,
  failures,
  headers,
  readable,
  SECRET,
  timesOf,
  withCredentials,
} from '../failures.ts';

const warnings = diagWarnings();
afterEach(cleanUp);

/** Everything that an exporter, and whoever uses it, gets to see while data points go to a server; every line of diag, too. */
async function everythingSaid(failure: Failure): Promise<string> {
  const lines: string[] = [];
  const say = (...words: unknown[]) => void lines.push(words.join(' '));
  const everyLevel = { error: say, warn: say, info: say, debug: say, verbose: say };
  diag.setLogger(everyLevel, { logLevel: DiagLogLevel.ALL, suppressOverrideMessage: true });
  const exporter = new InitialStateMetricExporter({
    accessKey,
    headers,
    endpoint: withCredentials(await failure.start()),
    ...(await timesOf(failure)),
  });
  const metrics = new Metrics(exporter);
  metrics.meter.createCounter('orders').add(1);
  const results: unknown[] = [];
  for (let i = 0; i < 2; i += 1) results.push(await metrics.export());
  await exporter.shutdown();
  results.push(await metrics.export());
  const errors = results.map((result) => (result as { error?: Error }).error);
  expect(errors.at(-1)).toBeInstanceOf(ShutdownError);
  expect(lines).not.toEqual([]);
  return [...lines, ...results, ...errors, exporter, exporter.accounting].map(readable).join('\n');
}

describe('no key is in any message, error or description', () => {
  it.each(Object.entries(failures))('when there is %s', async (_name, failure) => {
    const said = await everythingSaid(failure);
    expect(said).toMatch(failure.says);
    expect(said).not.toContain(SECRET);
  });
});

function refusalOf(options: InitialStateMetricExporterOptions): string {
  try {
    new InitialStateMetricExporter(options);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return readable(error);
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
