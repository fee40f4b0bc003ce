import { DiagLogLevel, diag } from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cleanUp, HttpServer } from '../../../core/test/http/http-server.ts';
import { collectionOf } from '../../../core/test/otel/collection.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import { StatHatMetricExporter } from '../../src/index.ts';
import { failures } from '../failures.ts';
import { expectNoKeys, keys } from '../keys.ts';

const lines: string[] = [];
beforeEach(() => {
  const keep = (...words: unknown[]) => void lines.push(words.join(' '));
  const logger = { error: keep, warn: keep, info: keep, debug: keep, verbose: keep };
  diag.setLogger(logger, { logLevel: DiagLogLevel.ALL, suppressOverrideMessage: true });
  lines.length = 0;
});
afterEach(async () => {
  diag.disable();
  vi.unstubAllEnvs();
  await cleanUp();
});

const points = collectionOf([
  { name: 'orders', kind: 'counter', points: [{ value: 1 }] },
  { name: 'load', kind: 'gauge', points: [{ value: 1 }] },
  { name: 'classic', kind: 'gauge', points: [{ value: 1 }] },
]);

/** All that an application gets to see of exports to an endpoint. */
async function everythingShown(endpoint: string): Promise<unknown[]> {
  const shown: unknown[] = [];
  for (const bulk of [true, false]) {
    const exporter = new StatHatMetricExporter({
      endpoint,
      ezKey: keys.account,
      userKey: keys.account,
      statKeys: { classic: keys.stat },
      headers: { authorization: `Bearer ${keys.header}` },
      bulk,
      timeoutMillis: 300,
      maxBacklogBytes: 0,
    });
    const result = await exportOf(exporter, points);
    shown.push(result, result.error, exporter, exporter.accounting);
    await exporter.shutdown();
  }
  return [...shown, ...lines];
}

describe('no key is in a log line, an error or a callback', () => {
  it.each(failures)('when %s', async (_what, start) => {
    const shown = await everythingShown(await start());
    expect(lines).not.toEqual([]);
    expectNoKeys(shown);
  });

  it('when all is taken', async () => {
    expectNoKeys(await everythingShown((await HttpServer.start()).url.origin));
    expect(lines).toEqual([]);
  });
});
