import type { Histogram } from '../../src/histogram/histogram.ts';
import { representatives } from '../../src/histogram/representatives.ts';
import { createSamples, type Samples } from '../../src/histogram/samples.ts';

export type WeightedValue = [value: number, weight: number];

export function pairs({ length, values, weights }: Samples): WeightedValue[] {
  return Array.from({ length }, (_, i) => [values[i]!, weights[i]!]);
}

export function rebuilt(histogram: Histogram): WeightedValue[] {
  const samples = createSamples(1);
  representatives(histogram, samples);
  return pairs(samples);
}

/** What a receiver keeps that repeats each value as often as its weight says. */
export function unfolded(samples: WeightedValue[]): number[] {
  return samples.flatMap(([value, weight]) => new Array<number>(weight).fill(value));
}
