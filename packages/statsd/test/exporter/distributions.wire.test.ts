import { AggregationType } from '@opentelemetry/sdk-metrics';
import type { ExplicitHistogram, ExponentialHistogram } from '@otelwire/core';
import { createStatsdReceiver, type StatsdReceiver } from '@otelwire/sandbox';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportOf, Metrics, type MetricsOptions } from '../../../core/test/otel/sdk-metrics.ts';
import { DogStatsdMetricExporter } from '../../src/index.ts';

/** Uniform numbers in (0, 1), the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 4294967296;
  };
}

const normal = (random: () => number) =>
  Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());

const shapes: Record<string, (random: () => number) => number> = {
  lognormal: (random) => Math.exp(3 + normal(random)),
  uniform: (random) => 90 + 20 * random(),
  bimodal: (random) => (random() < 0.6 ? 0.002 : 2) * (1 + 0.1 * random()),
  'heavy-tailed': (random) => random() ** (-1 / 1.1),
  'the same always': () => 0.0625,
};
const sizes = [1, 2, 10, 1000, 100_000];
const cases = Object.keys(shapes).flatMap((shape) => sizes.map((size) => [shape, size] as const));

function valuesOf(shape: string, size: number): number[] {
  const random = randomFrom(size);
  return Array.from({ length: size }, () => shapes[shape]!(random)).sort((a, b) => a - b);
}

/** The value of nearest rank in sorted values, the rank computed without fractions. */
function exactPercentile(sorted: readonly number[], percent: number): number {
  return sorted[Math.max(1, Math.ceil((percent * sorted.length) / 100)) - 1]!;
}

const tags = { route: '/' };
let receiver: StatsdReceiver;
let exporter: DogStatsdMetricExporter;
beforeEach(async () => {
  receiver = await createStatsdReceiver({ maxSamplesPerSeries: 1e6 });
  exporter = new DogStatsdMetricExporter({ endpoint: receiver.endpoints.udp!, maxPayloadBytes: 1432 });
});
afterEach(async () => {
  await exporter.shutdown();
  await receiver.close();
});

/** Records the values and exports them; gives the histogram that the SDK made, and what the receiver rebuilt of it. */
async function send<Histogram>(values: readonly number[], options: MetricsOptions = {}) {
  const rates: string[] = [];
  receiver.on('record', (_, line) => {
    const packed = line.split('|')[0]!.split(':').length - 1;
    rates.push(...Array<string>(packed).fill(/\|@([^|]*)/.exec(line)?.[1] ?? '1'));
  });
  const metrics = new Metrics(exporter, options);
  const latency = metrics.meter.createHistogram('latency');
  for (const value of values) latency.record(value, tags);
  const collected = await metrics.collect();
  await exportOf(exporter, collected);
  await receiver.waitFor((totals) => (totals.find('d', 'latency', tags)?.count ?? 0) >= values.length);
  expect(receiver.totals.badLines).toEqual([]);
  return {
    histogram: collected.scopeMetrics[0]!.metrics[0]!.dataPoints[0]!.value as Histogram,
    rebuilt: receiver.totals.find('d', 'latency', tags)!,
    rates,
  };
}

describe('a distribution, rebuilt by a server from what came over UDP', () => {
  it.each(cases)('of %s values, %i of them', async (shape, size) => {
    const values = valuesOf(shape, size);
    const { histogram, rebuilt, rates } = await send<ExponentialHistogram>(values);
    expect(rebuilt.count).toBe(size);
    expect([rebuilt.min, rebuilt.max]).toEqual([values[0], values.at(-1)]);

    const bound = 2 ** (2 ** -histogram.scale / 2) - 1;
    for (const percent of [50, 95, 99]) {
      const exact = exactPercentile(values, percent);
      const error = Math.abs(rebuilt.quantile(percent / 100) / exact - 1);
      expect({ percent, error }).toSatisfy(() => error <= bound * (1 + 1e-9));
    }

    for (const rate of rates) expect(rate).toMatch(/^(1|0\.\d+)$/);
    const total = (weight: (inverse: number) => number) =>
      rates.reduce((sum, rate) => sum + weight(1 / Number(rate)), 0);
    expect([total(Math.round), total(Math.trunc), total((one) => one)]).toEqual([size, size, size]);
  });

  it.each(cases)(
    'of explicit buckets, which a View brings along: %s values, %i of them',
    async (shape, size) => {
      const values = valuesOf(shape, size);
      const boundaries = [0.001, 0.0021, 0.05, 1, 1.5, 2.1, 5, 10, 25, 50, 95, 100, 105, 250];
      const aggregation = {
        type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM as const,
        options: { boundaries },
      };
      const views = [{ instrumentName: 'latency', aggregation }];
      const { histogram, rebuilt } = await send<ExplicitHistogram>(values, { views });
      expect(histogram).toHaveProperty('buckets');
      expect(rebuilt.count).toBe(size);
      expect([rebuilt.min, rebuilt.max]).toEqual([values[0], values.at(-1)]);
      const bucketOf = (value: number) => boundaries.findIndex((boundary) => value <= boundary);
      for (const percent of [50, 95, 99]) {
        const [found, exact] = [rebuilt.quantile(percent / 100), exactPercentile(values, percent)];
        expect({ percent, bucket: bucketOf(found) }).toEqual({ percent, bucket: bucketOf(exact) });
      }
    },
  );
});
