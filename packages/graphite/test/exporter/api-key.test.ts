import { inspect } from 'node:util';
import { TransportError } from '@otelwire/core';
import { createGraphiteReceiver } from '@otelwire/sandbox';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { collectionOf } from '../../../core/test/otel/collection.ts';
import { diagWarnings } from '../../../core/test/otel/diag-warnings.ts';
import { recordingLogger } from '../../../core/test/otel/recording-logger.ts';
import { exportOf, Metrics } from '../../../core/test/otel/sdk-metrics.ts';
import { patientClock } from '../../../core/test/transport/patient-clock.ts';
import { ConfigError, GraphiteMetricExporter, type GraphiteMetricExporterOptions } from '../../src/index.ts';
import { readStrictly } from './wire-reader.ts';
import { linesOf, wireGraphite } from './wired.ts';

const warnings = diagWarnings();
const histogram = { count: 1, sum: 1, min: 1, max: 1, buckets: { boundaries: [], counts: [1] } };

/** What makes an exporter speak: names and series that become one, numbers that are none, lines that are too long. */
const awkward = collectionOf([
  { name: 'a b', kind: 'counter', points: [{ value: 1 }, { value: Number.NaN }] },
  { name: 'a/b', kind: 'counter', points: [{ value: 1 }] },
  { name: 'h', kind: 'histogram', points: [{ value: histogram }] },
  { name: 'h.count', kind: 'gauge', points: [{ value: 1 }] },
  {
    name: 'g',
    kind: 'gauge',
    points: [
      { value: 1, attributes: { k: 'a b' } },
      { value: 1, attributes: { k: 'a;b' } },
      { value: 1, attributes: { long: 'x'.repeat(300), longer: 'y'.repeat(300) } },
    ],
  },
]);

const anyKey = fc.stringMatching(/^[A-Za-z0-9_:#-]{8,30}(?:\.[A-Za-z0-9_:#-]{1,9})?$/);
const anyTemplate = fc.constantFrom(undefined, '{name}', '{attr:k}.{prefix}.{name}', 'servers.{name}');

/** The message of what a constructor throws. */
function refusalOf(options: GraphiteMetricExporterOptions): string {
  try {
    new GraphiteMetricExporter(options);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return inspect(error);
  }
  throw new Error('the constructor took everything');
}

describe('the key of a hosted service', () => {
  it('is the first part of every path, and in no message, error or description', async () => {
    const protocols = fc.constantFrom('plaintext', 'pickle' as const);
    await fc.assert(
      fc.asyncProperty(anyKey, anyTemplate, protocols, async (apiKey, pathTemplate, protocol) => {
        const { logger: said, messages } = recordingLogger();
        const logger = { ...said, debug: (message: string) => void messages.push(message) };
        const options = {
          apiKey,
          pathTemplate,
          protocol,
          logger,
          maxPayloadBytes: 256,
          maxBacklogBytes: 900,
        };
        const { exporter, transport } = wireGraphite(options);
        transport.failNext(() => ({ delivered: 0, error: new TransportError('memory:', 'is away') }));
        const results = [await exportOf(exporter, awkward), await exportOf(exporter, awkward)];
        await exporter.shutdown();
        results.push(await exportOf(exporter, awkward));

        const points = transport.payloads.flatMap((payload) => readStrictly(payload, protocol));
        expect(points.length).toBeGreaterThan(5);
        for (const { path } of points) expect(path.startsWith(`${apiKey}.`)).toBe(true);
        expect(messages.length).toBeGreaterThan(5);
        for (const text of [...messages, inspect(results), inspect(exporter), inspect(exporter.accounting)]) {
          expect(text).not.toContain(apiKey);
        }
      }),
    );
  });

  it('stands before prefix and template', async () => {
    const wired = wireGraphite({ apiKey: 'key-1', prefix: 'app', pathTemplate: 'x.{prefix}.{name}' });
    wired.meter.createCounter('orders').add(1);
    expect(await wired.lines()).toEqual(['key-1.x.app.orders 1']);
  });

  it.each([
    '',
    'hunter2 b',
    'a\nhunter2',
    'hunter2ü',
    'a..hunter2',
    '.hunter2',
    'hunter2.',
    'a;hunter2=c',
    'a/hunter2',
  ])('is refused, and not shown, where it cannot be a part of a path: %j', (apiKey) => {
    const said = refusalOf({ apiKey });
    expect(said).toContain('apiKey is invalid; ');
    expect(said).not.toContain('hunter2');
  });

  it('of another type is not shown either', () => {
    for (const apiKey of [['hunter2'], { hunter2: 1 }, 4_711_815]) {
      const said = refusalOf({ apiKey: apiKey as never });
      expect(said).toContain('apiKey is invalid; expected text');
      expect(said).not.toMatch(/hunter2|4711815/);
    }
  });

  it('of a variable is not shown, and ignored where it cannot be used', async () => {
    vi.stubEnv('OTEL_EXPORTER_GRAPHITE_API_KEY', 'hunter2 with spaces');
    const wired = wireGraphite();
    wired.meter.createCounter('orders').add(1);
    expect(await wired.lines()).toEqual(['orders 1']);
    expect(warnings).toEqual([
      expect.stringMatching(/^OTEL_EXPORTER_GRAPHITE_API_KEY is invalid; as the first /),
    ]);
    expect(warnings[0]).not.toContain('hunter2');
  });
});

describe('over HTTP, the key', () => {
  it('is the bearer token, in no path, and in no message when it is refused', async () => {
    const receiver = await createGraphiteReceiver({ http: { authorization: 'Bearer user:right key' } });
    const said: string[] = [];
    for (const apiKey of ['user:right key', 'user:hunter2 wrong']) {
      const { logger, messages } = recordingLogger();
      const endpoint = receiver.endpoints.http!;
      const options = { endpoint, apiKey, logger, timeoutMillis: 2000, clock: patientClock() };
      const exporter = new GraphiteMetricExporter(options);
      const metrics = new Metrics(exporter);
      metrics.meter.createCounter('orders').add(1);
      said.push(inspect(await metrics.export()));
      await exporter.shutdown();
      said.push(...messages);
    }
    expect([...receiver.totals.statusCounts.keys()]).toEqual([200, 401]);
    expect(receiver.totals.find('orders')?.pointCount).toBe(1);
    expect(said.join('\n')).toContain('401');
    expect(said.join('\n')).not.toContain('hunter2');
    await receiver.close();
  });

  it.each(['schlüssel 名', '🎉'])('is refused, and not shown, where a header cannot have it: %j', (bad) => {
    const said = refusalOf({ endpoint: 'https://host/metrics', apiKey: `hunter2${bad}` });
    expect(said).toContain('apiKey is invalid; it has characters that HTTP does not allow');
    expect(said).not.toContain('hunter2');
  });

  it('gives way to a header of the same meaning', async () => {
    const receiver = await createGraphiteReceiver({ http: { authorization: 'Basic abc' } });
    const headers = { Authorization: 'Basic abc' };
    const exporter = new GraphiteMetricExporter({
      endpoint: receiver.endpoints.http!,
      apiKey: 'key',
      headers,
    });
    await exportOf(exporter, collectionOf([{ name: 'orders', kind: 'gauge', points: [{ value: 1 }] }]));
    await exporter.shutdown();
    expect(receiver.totals.find('orders')?.pointCount).toBe(1);
    await receiver.close();
  });
});

it('a key is written as it is, for servers tell keys apart by their capitals', async () => {
  const { exporter, transport } = wireGraphite({ apiKey: 'AbC-dEf' });
  await exportOf(exporter, collectionOf([{ name: 'orders', kind: 'gauge', points: [{ value: 1 }] }]));
  expect(linesOf(transport)).toEqual(['AbC-dEf.orders 1 2']);
});
