import type { Histogram } from '@otelwire/core';
import { tagKey, tagValue } from '../../src/wire/tags.ts';
import { compareWith } from './compare.ts';
import { linesFor, pathFor } from './lines.ts';

interface CarbonCall {
  readonly what?: 'tag_key' | 'tag_value';
  readonly name?: string;
  readonly type?: string;
  readonly value?: string | number;
  readonly attributes?: readonly (readonly [key: string, value: string | number])[];
  readonly count?: number;
  readonly sum?: number;
  readonly bounds?: number[];
  readonly bucket_counts?: number[];
  readonly time_unix_nano?: string;
}

function histogramOf({ count, sum, bounds, bucket_counts }: CarbonCall): Histogram {
  return { count: count!, sum: sum!, buckets: { boundaries: bounds!, counts: bucket_counts! } };
}

async function ours(call: CarbonCall): Promise<readonly string[]> {
  const { attributes = [], name = '', time_unix_nano = '0', type, value, what } = call;
  if (what !== undefined) return [(what === 'tag_key' ? tagKey : tagValue)(value as string)];
  const point = { name, attributes: Object.fromEntries(attributes) };
  if (type === undefined) return [await pathFor(point)];
  const second = Number(BigInt(time_unix_nano) / 1_000_000_000n);
  if (type === 'histogram') return linesFor([{ ...point, kind: type, value: histogramOf(call), second }]);
  return linesFor([{ ...point, kind: type === 'gauge' ? type : 'up-down', value: value as number, second }]);
}

compareWith<CarbonCall>(
  'encode-otel-carbonexporter',
  ours,
  ({ expect_lines, expect_value }) => expect_lines ?? [expect_value!],
);
