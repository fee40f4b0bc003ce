import { inspect } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanUp, HttpServer } from '../../../core/test/http/http-server.js';
import { collectionOf } from '../../../core/test/otel/collection.ts';
import { recordingLogger } from '../../../core/test/otel/recording-logger.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import { ConfigError, StatHatMetricExporter } from '../../src/index.ts';

const key = fc
  .array(fc.constantFrom(...'ABCDXYZ23456789abcdxyz_-"\\&=+/% @~é'), { minLength: 8, maxLength: 24 })
  .map((characters) => `K9${characters.join('')}9K`);
const keys = fc.record({ ezKey: key, userKey: key, statKey: key });

/** What makes an exporter speak: names that become one, too many names, numbers that are none. */
const awkward = collectionOf([
  { name: 'a b', kind: 'counter', points: [{ value: 1, attributes: { i: 1 } }, { value: Number.NaN }] },
  { name: 'a\tb', kind: 'counter', points: [{ value: 1, attributes: { i: 2 } }] },
  { name: 'classic', kind: 'gauge', points: [{ value: 1 }] },
]);

describe('no key is in a log line, an error or a callback', () => {
  let server: HttpServer;
  let status = 200;
  beforeAll(async () => {
    // says back all it was sent, as it came, decoded and as JSON
    server = await HttpServer.start([
      (response, { body }) => {
        const text = body.toString();
        const decoded = text.startsWith('{') ? JSON.parse(text).ezkey : [...new URLSearchParams(text)].join();
        const msg = `refused: ${decoded} ${text}`;
        response.writeHead(status).end(status === 202 ? text : JSON.stringify({ status: 500, msg }));
      },
    ]);
  });
  afterAll(cleanUp);

  it('whatever the server says back', async () => {
    const statuses = fc.constantFrom(200, 202, 400, 401, 413, 429, 500, 503);
    let said = 0;
    await fc.assert(
      fc.asyncProperty(keys, statuses, fc.boolean(), async ({ ezKey, statKey, userKey }, one, bulk) => {
        status = one;
        const { logger: quiet, messages } = recordingLogger();
        const logger = { ...quiet, debug: (message: string) => void messages.push(message) };
        const exporter = new StatHatMetricExporter({
          ...{ ezKey, userKey, statKeys: { classic: statKey }, bulk, logger, maxNewNames: 1 },
          ...{ endpoint: server.url.origin, timeoutMillis: 100, attributes: { include: ['*'] } },
        });
        const results = [await exportOf(exporter, awkward)];
        await exporter.shutdown();
        results.push(await exportOf(exporter, awkward));
        const texts = [...messages, inspect([results, exporter, exporter.accounting], { depth: 20 })];
        said += messages.length;
        for (const secret of [ezKey, userKey, statKey]) {
          for (const text of texts) for (const part of spellings(secret)) expect(text).not.toContain(part);
        }
      }),
      { numRuns: 60 },
    );
    expect(said).toBeGreaterThan(100);
  }, 60_000);
});

function spellings(secret: string): string[] {
  const form = new URLSearchParams({ k: secret }).toString().slice(2);
  return [secret, encodeURIComponent(secret), form, JSON.stringify(secret).slice(1, -1)];
}

it('no key is in what the constructor throws', () => {
  for (const bad of ['hunter2\n', `hunter2${'x'.repeat(1000)}`, ['hunter2'], { hunter2: 1 }]) {
    for (const options of [
      { ezKey: bad },
      { ezKey: 'k', userKey: bad },
      { ezKey: 'k', userKey: 'u', statKeys: { orders: bad, other: 7 } },
    ]) {
      try {
        new StatHatMetricExporter(options as never);
      } catch (error) {
        expect(error).toBeInstanceOf(ConfigError);
        expect(inspect(error)).not.toContain('hunter2');
        continue;
      }
      // text of any kind may be the key of a stat
      expect(typeof bad === 'string' && 'statKeys' in options).toBe(true);
    }
  }
});
