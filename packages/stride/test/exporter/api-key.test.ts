import { inspect } from 'node:util';
import { afterEach, expect, it } from 'vitest';
import { type Answer, cleanUp, HttpServer } from '../../../core/test/http/http-server.ts';
import { collectionOf } from '../../../statsd/test/exporter/collection.ts';
import { exportOf } from '../../../statsd/test/exporter/metrics.ts';
import { recordingLogger } from '../../../statsd/test/exporter/recording-logger.ts';
import { StrideMetricExporter, type StrideMetricExporterOptions } from '../../src/index.ts';

afterEach(cleanUp);

const key = 'sk_live_0123456789';
const secrets = [key, Buffer.from(`${key}:`).toString('base64'), 'hunter2-password', 'header-secret-77'];
const metrics = collectionOf([{ name: 'a', kind: 'counter', points: [{ value: 1 }] }]);

/** Servers that say back all they were sent. */
const repeat =
  (status: number): Answer =>
  (response, { body, headers, path }) =>
    response
      .writeHead(status)
      .end(JSON.stringify({ message: [path, inspect(headers), body.toString()].join() }));
const faults: Record<string, Answer> = {
  ...Object.fromEntries([302, 400, 401, 402, 403, 404, 413, 429, 500, 503].map((s) => [s, repeat(s)])),
  destroyed: (response) => response.destroy(),
  silent: () => {},
};

it.each(Object.entries(faults))('no key is in anything that is said after: %s', async (_fault, answer) => {
  const server = await HttpServer.start([answer]);
  const ways: StrideMetricExporterOptions[] = [
    { apiKey: key },
    { apiKey: key, auth: 'bearer', headers: { 'x-key': 'header-secret-77' } },
    { endpoint: `http://user:hunter2-password@127.0.0.1:${server.port}/in?k=${key}` },
  ];
  for (const way of ways) {
    const { logger: said, messages } = recordingLogger();
    const logger = { ...said, debug: (message: string) => void messages.push(message) };
    const endpoint = `http://127.0.0.1:${server.port}`;
    const exporter = new StrideMetricExporter({ endpoint, logger, timeoutMillis: 150, ...way });
    const results = [await exportOf(exporter, metrics), await exportOf(exporter, metrics)];
    await exporter.shutdown();
    results.push(await exportOf(exporter, metrics));
    const everything = inspect([messages, results, exporter, exporter.accounting], { depth: 9 });
    expect(messages.length).toBeGreaterThan(0);
    for (const secret of secrets) expect(everything).not.toContain(secret);
  }
});
