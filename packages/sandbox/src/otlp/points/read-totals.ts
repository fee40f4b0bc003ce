import type { OtlpDefects } from '../defect.js';
import type { HistogramDataPoint } from '../wire/request.js';
import { checkFinite, readCount } from './read-number.js';

type Totals = Pick<HistogramDataPoint, 'count' | 'sum' | 'min' | 'max'>;

/** What both kinds of histogram have besides their buckets; what is not there is left out. */
export function readTotals({ count, sum, min, max }: Totals, where: string, defects: OtlpDefects) {
  checkSum(count, sum, where, defects);
  checkFinite(min, 'min', where, defects);
  checkFinite(max, 'max', where, defects);
  if (min !== undefined && max !== undefined && min > max) {
    defects.warn(where, 'min-above-max', `min is ${min}, max is ${max}`);
  }
  return {
    count: readCount(count, 'count', where, defects),
    ...(sum === undefined ? undefined : { sum }),
    ...(min === undefined ? undefined : { min }),
    ...(max === undefined ? undefined : { max }),
  };
}

/** Of histograms and summaries. */
export function checkSum(count: bigint, sum: number | undefined, where: string, defects: OtlpDefects): void {
  checkFinite(sum, 'sum', where, defects);
  if (count === 0n && sum) {
    defects.warn(where, 'sum-without-count', `sum is ${sum} where count is 0; it must be 0`);
  }
}

/** The buckets hold what `count` says. */
export function checkCounts(
  count: bigint,
  bucketCounts: readonly bigint[],
  where: string,
  defects: OtlpDefects,
): void {
  const total = bucketCounts.reduce((sum, inBucket) => sum + inBucket, 0n);
  if (total === count) return;
  defects.error(where, 'count-mismatch', `the buckets hold ${total}, count is ${count}`);
}
