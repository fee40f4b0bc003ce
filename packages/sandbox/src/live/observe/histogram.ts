import type { Histogram } from '@otelwire/core';
import { createSamples, representatives } from '@otelwire/core';
import type { Tag } from '../../statsd/record.js';
import type { Observation } from '../observation.js';

const samples = createSamples();

/** The samples that a histogram stands for. What they add up to is its sum, exactly, where it has one. */
export function observeHistogram(
  name: string,
  tags: readonly Tag[],
  histogram: Histogram,
): readonly Observation[] {
  representatives(histogram, samples);
  const { length, values, weights } = samples;
  let left = histogram.sum ?? Number.NaN;
  return Array.from({ length }, (_, i): Observation => {
    const [value, weight] = [values[i]!, weights[i]!];
    left -= value * weight;
    const isLast = i === length - 1 && Number.isFinite(left);
    return { name, tags, kind: 'samples', value, weight, sum: value * weight + (isLast ? left : 0) };
  });
}
