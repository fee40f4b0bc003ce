import type { ExponentialHistogram } from '@otelwire/core';
import type { OtlpDefects } from '../defect.js';
import type { Buckets, ExponentialHistogramDataPoint } from '../wire/request.js';
import { checkFinite, readCount } from './read-number.js';
import { checkCounts, readTotals } from './read-totals.js';

const noBuckets: Buckets = { offset: 0, bucketCounts: [] };
/** Base 2^1024 is beyond all doubles; below 2^(2^-20) no SDK goes. */
const [leastScale, greatestScale] = [-10, 20];
/** Of 2: the magnitudes of doubles. */
const [leastExponent, greatestExponent] = [-1075, 1024];

/** Reads a histogram with bounds at powers of a base; what is not consistent is an error. */
export function readExponential(
  point: ExponentialHistogramDataPoint,
  where: string,
  defects: OtlpDefects,
): ExponentialHistogram {
  const { count, scale, zeroCount, zeroThreshold, positive = noBuckets, negative = noBuckets } = point;
  checkCounts(count, [zeroCount, ...positive.bucketCounts, ...negative.bucketCounts], where, defects);
  if (scale < leastScale || scale > greatestScale) {
    defects.error(where, 'bad-scale', `scale is ${scale}, not from ${leastScale} to ${greatestScale}`);
  } else {
    checkRange(positive, scale, `${where}.positive`, defects);
    checkRange(negative, scale, `${where}.negative`, defects);
  }
  checkFinite(zeroThreshold, 'zeroThreshold', where, defects);
  if (zeroThreshold < 0) defects.warn(where, 'bad-bounds', `zeroThreshold is ${zeroThreshold}, below 0`);
  return {
    ...readTotals(point, where, defects),
    scale,
    zeroCount: readCount(zeroCount, 'zeroCount', where, defects),
    positive: numbersOf(positive),
    negative: numbersOf(negative),
  };
}

/** Whether all buckets that hold something can hold a double. */
function checkRange(
  { offset, bucketCounts }: Buckets,
  scale: number,
  where: string,
  defects: OtlpDefects,
): void {
  const first = bucketCounts.findIndex((count) => count > 0n);
  if (first < 0) return;
  const last = bucketCounts.findLastIndex((count) => count > 0n);
  const [least, greatest] = [
    Math.floor(leastExponent * 2 ** scale),
    Math.ceil(greatestExponent * 2 ** scale),
  ];
  if (offset + first >= least && offset + last < greatest) return;
  const message = `buckets ${offset + first} to ${offset + last} of scale ${scale} are beyond what a double holds`;
  defects.error(where, 'bucket-range', message);
}

function numbersOf({ offset, bucketCounts }: Buckets): ExponentialHistogram['positive'] {
  return { offset, bucketCounts: bucketCounts.map(Number) };
}
