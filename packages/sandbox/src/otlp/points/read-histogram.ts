import type { ExplicitHistogram } from '@otelwire/core';
import type { OtlpDefects } from '../defect.js';
import type { HistogramDataPoint } from '../wire/request.js';
import { checkCounts, readTotals } from './read-totals.js';

/** Reads a histogram with bounds of its own; what is not consistent is an error. */
export function readHistogram(
  point: HistogramDataPoint,
  where: string,
  defects: OtlpDefects,
): ExplicitHistogram {
  const { explicitBounds, bucketCounts } = point;
  const bucketCount = explicitBounds.length + 1;
  const hasBuckets = bucketCounts.length > 0 || explicitBounds.length > 0;
  if (hasBuckets && bucketCounts.length !== bucketCount) {
    const message = `${explicitBounds.length} bounds make ${bucketCount} buckets; here are ${bucketCounts.length}`;
    defects.error(where, 'bucket-count', message);
  }
  if (hasBuckets) checkCounts(point.count, bucketCounts, where, defects);
  checkBounds(explicitBounds, where, defects);
  return {
    ...readTotals(point, where, defects),
    buckets: { boundaries: explicitBounds, counts: bucketCounts.map(Number) },
  };
}

function checkBounds(bounds: readonly number[], where: string, defects: OtlpDefects): void {
  const index = bounds.findIndex((bound, i) => Number.isNaN(bound) || bound <= bounds[i - 1]!);
  if (index >= 0) {
    const message = `explicitBounds[${index}] is ${bounds[index]}; bounds are numbers, each greater than the one before`;
    defects.error(where, 'bad-bounds', message);
  } else if (bounds.some((bound) => !Number.isFinite(bound))) {
    defects.warn(where, 'bad-bounds', 'a bound is infinite; the first and the last bucket are open anyway');
  }
}
