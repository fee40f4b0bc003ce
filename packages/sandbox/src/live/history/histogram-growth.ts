import type { ExplicitHistogram, ExponentialHistogram, Histogram } from '@otelwire/core';

type Buckets = ExponentialHistogram['positive'];

/**
 * What was added to a cumulative histogram. After a restart, which takes counts away, and after a change of its buckets, that is all
 * of it. Minimum and maximum are those of all times, and say nothing of what was added.
 */
export function histogramGrowth(before: Histogram, now: Histogram): Histogram {
  const buckets = 'scale' in now ? exponentialGrowth(before, now) : explicitGrowth(before, now);
  if (buckets === undefined || now.count < before.count) return now;
  const { min: _min, max: _max, ...known } = now;
  const isSumKnown = now.sum !== undefined && before.sum !== undefined;
  const sum = isSumKnown ? { sum: now.sum - before.sum } : undefined;
  return { ...known, ...buckets, count: now.count - before.count, ...sum };
}

function explicitGrowth(
  before: Histogram,
  { buckets: { boundaries, counts } }: ExplicitHistogram,
): Pick<ExplicitHistogram, 'buckets'> | undefined {
  if ('scale' in before || String(before.buckets.boundaries) !== String(boundaries)) return undefined;
  const grown = counts.map((count, i) => count - (before.buckets.counts[i] ?? 0));
  return grown.every((count) => count >= 0) ? { buckets: { boundaries, counts: grown } } : undefined;
}

function exponentialGrowth(
  before: Histogram,
  now: ExponentialHistogram,
): Pick<ExponentialHistogram, 'zeroCount' | 'positive' | 'negative'> | undefined {
  if (!('scale' in before) || before.scale < now.scale) return undefined;
  const halvings = before.scale - now.scale;
  const positive = subtract(now.positive, before.positive, halvings);
  const negative = subtract(now.negative, before.negative, halvings);
  const zeroCount = now.zeroCount - before.zeroCount;
  if (positive === undefined || negative === undefined || zeroCount < 0) return undefined;
  return { zeroCount, positive, negative };
}

/** `halvings`: how often two of the earlier buckets have become one. */
function subtract(now: Buckets, before: Buckets, halvings: number): Buckets | undefined {
  const bucketCounts = [...now.bucketCounts];
  for (const [i, count] of before.bucketCounts.entries()) {
    if (count === 0) continue;
    const at = Math.floor((before.offset + i) / 2 ** halvings) - now.offset;
    const left = (bucketCounts[at] ?? 0) - count;
    if (left < 0) return undefined;
    bucketCounts[at] = left;
  }
  return { offset: now.offset, bucketCounts };
}
