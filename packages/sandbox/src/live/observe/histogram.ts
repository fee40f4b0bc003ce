import type { Histogram } from '@otelwire/core';
import type { Tag } from '../../statsd/record.js';
import type { Observation } from '../observation.js';

/** The samples of a histogram. */
export function observeHistogram(
  name: string,
  tags: readonly Tag[],
  histogram: Histogram,
  isCumulative: boolean,
): Observation {
  const { count, sum = 0 } = histogram;
  const value = count > 0 ? sum / count : 0;
  return { name, tags, kind: 'samples', value, weight: count, histogram, isCumulative };
}
