import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataset, exactPercentile, shapeNames, sort } from '../../../core/test/histogram/datasets.ts';
import { wireGraphite } from './wired.ts';

const percentiles = [1, 25, 50, 75, 95, 99.9];

/** What was sent of values that were recorded since the last export, by statistic. */
async function statisticsOf(
  values: readonly number[],
  histogramAggregation?: 'explicit_bucket_histogram',
): Promise<{ sent: Map<string, number>; scale: number | undefined }> {
  const wired = wireGraphite({ percentiles, histogramAggregation });
  const latency = wired.meter.createHistogram('latency');
  // an interval before, of which the percentiles must say nothing
  for (const value of [1e-9, 1e9]) latency.record(value);
  await wired.export();
  for (const value of values) latency.record(value);
  const collected = await wired.collect();
  const { scale } = collected.scopeMetrics[0]!.metrics[0]!.dataPoints[0]!.value as { scale?: number };
  wired.transport.clear();
  await new Promise((resolve) => wired.exporter.export(collected, resolve));
  const lines = wired.transport.text.split('\n').slice(0, -1);
  const sent = lines.map((line) => /^latency\.(\S+) (\S+) /.exec(line)!);
  return { sent: new Map(sent.map(([, name, value]) => [name!, Number(value)])), scale };
}

const name = (percent: number) => `p${String(percent).replace('.', '_')}`;

describe.each(shapeNames.filter((shape) => shape !== 'both signs'))(
  'percentiles of values that are %s',
  (shape) => {
    it('are within √base − 1 of the exact ones of the interval', async () => {
      await fc.assert(
        fc.asyncProperty(dataset(shape), async (values) => {
          const { sent, scale } = await statisticsOf(values);
          const bound = Math.sqrt(2 ** (2 ** -scale!)) - 1 + 1e-12;
          const sorted = sort(values);
          for (const percent of percentiles) {
            const exact = exactPercentile(sorted, percent);
            expect(Math.abs(sent.get(name(percent))! - exact)).toBeLessThanOrEqual(bound * exact);
          }
          expect([sent.get('count'), sent.get('min'), sent.get('max')]).toEqual([
            values.length + 2,
            sorted[0],
            sorted.at(-1),
          ]);
        }),
        { numRuns: 10 },
      );
    });

    it('of explicit buckets are in the bucket of the exact ones', async () => {
      const defaults = [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10_000];
      const bucketOf = (value: number) => defaults.filter((boundary) => boundary < value).length;
      await fc.assert(
        fc.asyncProperty(dataset(shape), async (values) => {
          const { sent } = await statisticsOf(values, 'explicit_bucket_histogram');
          const sorted = sort(values);
          for (const percent of percentiles) {
            expect(bucketOf(sent.get(name(percent))!)).toBe(bucketOf(exactPercentile(sorted, percent)));
          }
        }),
        { numRuns: 10 },
      );
    });
  },
);
