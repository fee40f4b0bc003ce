import type { ResourceMetrics } from '@opentelemetry/sdk-metrics';
import { createMemoryTransport } from '@otelwire/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exportOf } from '../../../core/test/otel/metrics.ts';
import { GraphiteMetricExporter } from '../../src/index.ts';
import type { WireOptions } from '../../src/wire-options.ts';
import { hostileTags, hostileText } from './hostile.ts';
import { graphiteLines, linesOf } from './lines.ts';

/** What the exporter calls a gauge with these attributes. */
async function nameOfExporter(options: WireOptions, name: string, attributes: object): Promise<string> {
  const transport = createMemoryTransport();
  const exporter = new GraphiteMetricExporter({ ...options, transport });
  const { scopeMetrics } = exportOf({ name, type: 'gauge', points: [[attributes, 1]] });
  const metrics = { resource: { attributes: {} }, scopeMetrics } as unknown as ResourceMetrics;
  await new Promise((resolve) => exporter.export(metrics, resolve));
  await exporter.shutdown();
  return nameOf(linesOf(transport.text));
}

function nameOf([line]: readonly string[]): string {
  return line?.split(' ')[0] ?? 'nothing';
}

const options = fc.record({
  prefix: fc.constantFrom('', 'shop', 'shop.', 'a.b c'),
  globalTags: fc.constantFrom<Record<string, string>>({}, { env: 'test', host: 'web.1' }),
  apiKey: fc.constantFrom(undefined, 'KEY'),
  pathTemplate: fc.constantFrom(
    undefined,
    '{prefix}.{name}',
    'servers.{attr:host}.{prefix}.{name}.{attr:route}',
  ),
});

test('a series is called what the exporter calls it', async () => {
  await fc.assert(
    fc.asyncProperty(options, hostileText, hostileTags, async (given, path, tags) => {
      fc.pre(path !== '');
      const lines = await graphiteLines(given, (client) => client.send(path, 1, { tags }));
      expect(nameOf(lines)).toBe(await nameOfExporter(given, path, tags));
    }),
    { numRuns: 300 },
  );
});
