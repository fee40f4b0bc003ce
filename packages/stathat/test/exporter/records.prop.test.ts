import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyAttributes, anyMetrics } from '../../../core/test/otel/arbitraries.ts';
import { collectionOf, type Recorded } from '../../../core/test/otel/collection.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import type { StatHatMetricExporterOptions } from '../../src/index.ts';
import { type Item, readBody } from './read-body.ts';
import { wireStatHat } from './wired.ts';

const anyOptions = fc.record({
  bulk: fc.boolean(),
  prefix: fc.constantFrom('', 'shop', 'a~b=c'),
  attributes: fc.constantFrom({}, { include: ['*'] }, { include: ['*'], exclude: ['a'] }),
  resourceAttributes: fc.constantFrom([], 'all' as const),
  percentiles: fc.constantFrom([], [50, 99.9]),
  maxNewNames: fc.constantFrom(0, 3, 1_000_000),
  maxItems: fc.constantFrom(1, 2, 500),
});

/** Numbers that say something: what is none, and what adds nothing, is not sent. */
const isZero = ({ kind, points }: Recorded) =>
  points.filter(({ value }) => kind === 'counter' && value === 0).length;

async function exportAll(
  options: StatHatMetricExporterOptions & { readonly maxItems: number; readonly bulk: boolean },
  metrics: readonly Recorded[],
  resource: object,
): Promise<Item[]> {
  const { exporter, transport } = wireStatHat({ ezKey: 'k"\\&', ...options });
  await exportOf(exporter, collectionOf(metrics, resource));
  const { accepted, delivered, held, inFlight, dropped } = exporter.accounting;
  const points = metrics.reduce((sum, one) => sum + one.points.length - isZero(one), 0);
  expect(accepted).toBe(points);
  expect(delivered + Object.values(dropped).reduce((sum, one) => sum + one, 0)).toBe(accepted);
  expect([held, inFlight]).toEqual([0, 0]);
  return transport.payloads.flatMap((payload) => {
    const { items, keys } = readBody(payload);
    expect(keys).toEqual({ ezkey: 'k"\\&' });
    expect(items.length).toBeGreaterThan(0);
    expect(items.length).toBeLessThanOrEqual(options.bulk ? options.maxItems : 1);
    return items;
  });
}

it('whatever is recorded: each body parses to its items, and no name is there twice at one time', async () => {
  await fc.assert(
    fc.asyncProperty(anyOptions, anyMetrics, anyAttributes, async (options, metrics, resource) => {
      const items = await exportAll(options, metrics, resource);
      const names = items.map(({ stat, t }) => `${t} ${stat}`);
      expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
      const different = new Set(items.map(({ stat }) => stat));
      expect(different.size).toBeLessThanOrEqual(options.maxNewNames);
    }),
    { numRuns: 1000 },
  );
}, 120_000);

it('bulk JSON and forms say the same', async () => {
  await fc.assert(
    fc.asyncProperty(anyOptions, anyMetrics, async (options, metrics) => {
      const asBulk = await exportAll({ ...options, bulk: true }, metrics, {});
      expect(await exportAll({ ...options, bulk: false }, metrics, {})).toEqual(asBulk);
    }),
    { numRuns: 300 },
  );
}, 120_000);
