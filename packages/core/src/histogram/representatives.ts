import { roundToDecimals } from './decimal.js';
import { lowerBound, upperBound } from './explicit.js';
import {
  clamp,
  type ExplicitHistogram,
  type ExponentialHistogram,
  fallbackValue,
  type Histogram,
  isExponential,
  knownMax,
  knownMin,
} from './histogram.js';
import { countAt, stepsOf, valueAt } from './ladder.js';
import { addSample, type Samples } from './samples.js';

/** Into how many samples a bucket with explicit boundaries is spread. */
const MAX_SLICES = 10;

/**
 * Fills `out` with weighted samples that rebuild the histogram at a receiver that takes samples only:
 * ascending, the total weight is `count`, the first is the minimum and the last the maximum, exactly (where
 * these were recorded). A quantile of them (nearest rank) is
 * - exponential: within √base − 1, relatively, of the exact one (4.4 % at scale 3, 2.2 % at scale 4): one
 *   sample for each bucket, with as few digits as that allows;
 * - explicit: in the same bucket as the exact one: up to ten samples for each bucket, evenly spaced.
 *
 * Should the buckets hold more or less than `count`, the last of them make up for it. `out` is empty if the
 * histogram is, or if nothing is known of its values (no boundaries, no minimum, maximum or sum).
 */
export function representatives(histogram: Histogram, out: Samples): void {
  out.length = 0;
  const count = histogram.count;
  if (!(count > 0)) return;
  const min = knownMin(histogram);
  const max = knownMax(histogram);
  const hasMin = Number.isFinite(min);
  const hasMax = Number.isFinite(max) && (count > 1 || !hasMin);
  if (hasMin) addSample(out, min, 0);
  const first = out.length;
  if (isExponential(histogram)) spreadExponential(histogram, out);
  else spreadExplicit(histogram, out);
  if (out.length === first) addSample(out, clamp(fallbackValue(histogram), min, max), count);
  balance(out, first, count);
  if (hasMin) moveOne(out, first, 0);
  if (hasMax) {
    addSample(out, max, 0);
    moveOne(out, lastWithWeight(out), out.length - 1);
  }
  tidy(out);
}

function spreadExponential(histogram: ExponentialHistogram, out: Samples): void {
  const min = knownMin(histogram);
  const max = knownMax(histogram);
  const steps = stepsOf(histogram);
  for (let step = 0; step < steps; step++) {
    const count = countAt(histogram, step);
    if (count > 0) addSample(out, clamp(valueAt(histogram, step), min, max), count);
  }
}

function spreadExplicit(histogram: ExplicitHistogram, out: Samples): void {
  const { counts } = histogram.buckets;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i]!;
    if (count > 0) spreadEvenly(out, lowerBound(histogram, i), upperBound(histogram, i), count);
  }
}

/** Each slice's sample lies in its middle, rounded by at most a twentieth of its width. */
function spreadEvenly(out: Samples, lower: number, upper: number, count: number): void {
  if (!(lower < upper)) {
    addSample(out, lower, count);
    return;
  }
  const slices = Math.min(MAX_SLICES, count);
  const each = Math.floor(count / slices);
  const larger = count - each * slices;
  const decimals = 1 - Math.floor(Math.log10((upper - lower) / slices));
  let below = 0;
  for (let i = 0; i < slices; i++) {
    const weight = i < larger ? each + 1 : each;
    const fraction = (below + weight / 2) / count;
    const middle = lower * (1 - fraction) + upper * fraction;
    addSample(out, roundToDecimals(middle, decimals), weight);
    below += weight;
  }
}

/** Makes the last samples heavier or lighter until the total weight is `count`. */
function balance(out: Samples, first: number, count: number): void {
  let missing = count;
  for (let i = first; i < out.length; i++) missing -= out.weights[i]!;
  for (let i = out.length - 1; missing !== 0 && i >= first; i--) {
    const weight = Math.max(0, out.weights[i]! + missing);
    missing += out.weights[i]! - weight;
    out.weights[i] = weight;
  }
}

function moveOne(out: Samples, from: number, to: number): void {
  out.weights[from]!--;
  out.weights[to]!++;
}

function lastWithWeight(out: Samples): number {
  let last = out.length - 1;
  while (out.weights[last] === 0) last--;
  return last;
}

/** Takes out what has no weight or no value, and joins neighbours of the same value. */
function tidy(out: Samples): void {
  const { length, values, weights } = out;
  out.length = 0;
  for (let i = 0; i < length; i++) {
    if (weights[i] === 0 || Number.isNaN(values[i])) continue;
    if (out.length > 0 && values[out.length - 1] === values[i]) weights[out.length - 1]! += weights[i]!;
    else addSample(out, values[i]!, weights[i]!);
  }
}
