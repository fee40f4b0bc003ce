/** Buckets of the histograms that the exporters ask of the SDK. */
const maxBuckets = 160;
const finestScale = 20;

/** The bucket of a value above zero. */
export function bucketIndex(value, scale) {
  return Math.ceil(Math.log2(value) * 2 ** scale) - 1;
}

/**
 * How far a percentile of an exponential histogram may be off, relatively: √base − 1, with the finest base whose buckets
 * cover all values. Of values above zero.
 */
export function errorBound(min, max) {
  let scale = finestScale;
  while (bucketIndex(max, scale) - bucketIndex(min, scale) >= maxBuckets) scale -= 1;
  return Math.sqrt(2 ** (2 ** -scale)) - 1;
}
