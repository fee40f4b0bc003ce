import type { Histogram } from '@otelwire/core';
import type { StrideEvent } from '../../stride/event.js';

/** The SDK's exponential histograms have 160 buckets. */
const maxBuckets = 1000;

/** The histogram that an event says; undefined where it is none. */
export function readHistogram(event: StrideEvent): Histogram | undefined {
  const { count, scale, zero_count: zeroCount, pos_offset, neg_offset } = event;
  if (!isCount(count)) return undefined;
  const known = { count, ...numbersOf(event) };
  if (event.type === 'histogram') {
    const [boundaries, counts] = [event.bounds, event.buckets];
    const isWhole = isList(boundaries, Number.isFinite) && isList(counts, isCount);
    if (!isWhole || counts.length !== boundaries.length + 1) return undefined;
    return { ...known, buckets: { boundaries, counts } };
  }
  const positive = readBuckets(pos_offset, event.pos_counts);
  const negative = readBuckets(neg_offset, event.neg_counts);
  if (!isInteger(scale) || Math.abs(scale) > 20 || !isCount(zeroCount)) return undefined;
  if (positive === undefined || negative === undefined) return undefined;
  return { ...known, scale, zeroCount, positive, negative };
}

function numbersOf(event: StrideEvent): Pick<Histogram, 'sum' | 'min' | 'max'> {
  const names = (['sum', 'min', 'max'] as const).filter((name) => Number.isFinite(event[name]));
  return Object.fromEntries(names.map((name) => [name, event[name]]));
}

function readBuckets(
  offset: unknown,
  bucketCounts: unknown,
): { readonly offset: number; readonly bucketCounts: readonly number[] } | undefined {
  return isInteger(offset) && isList(bucketCounts, isCount) ? { offset, bucketCounts } : undefined;
}

function isList(list: unknown, isItem: (item: unknown) => boolean): list is readonly number[] {
  return Array.isArray(list) && list.length <= maxBuckets && list.every(isItem);
}

function isInteger(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function isCount(value: unknown): value is number {
  return isInteger(value) && value >= 0;
}
