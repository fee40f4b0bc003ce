import type { Histogram } from '@otelwire/core';
import { pathName } from '../../src/wire/name.ts';
import { compareWith } from './compare.ts';
import { linesFor } from './lines.ts';

interface DropwizardCall {
  readonly gauge?: number;
  readonly counter?: number;
  readonly histogram?: Readonly<Record<'count' | 'max' | 'mean' | 'min', number>>;
  readonly sanitize?: string;
}

function histogramOf({ count, max, mean, min }: NonNullable<DropwizardCall['histogram']>): Histogram {
  return { count, max, min, sum: mean * count, buckets: { boundaries: [], counts: [count] } };
}

async function ours({ counter, gauge, histogram, sanitize }: DropwizardCall): Promise<readonly string[]> {
  if (sanitize !== undefined) return [pathName(sanitize)];
  const options = { prefix: 'prefix', percentiles: [50, 75, 95, 98, 99, 99.9] };
  if (histogram !== undefined) {
    const value = histogramOf(histogram);
    return linesFor([{ name: 'histogram', kind: 'histogram', value, second: 1 }], options);
  }
  const [name, kind, value] =
    gauge === undefined ? (['counter', 'up-down', counter!] as const) : (['gauge', 'gauge', gauge] as const);
  return linesFor([{ name, kind, value, second: 1 }], options);
}

compareWith<DropwizardCall>('encode-dropwizard-graphite', ours, ({ expect_points, expect_value }) =>
  expect_points === undefined ? [expect_value!] : expect_points.map((point) => `${point.join(' ')} 1`),
);
