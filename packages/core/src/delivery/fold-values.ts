/** Values of one series, each with how many it stands for. */
export interface WeightedValues {
  readonly values: number[];
  /** Integers ≥ 1, as many as there are values. */
  readonly weights: number[];
}

/** Logarithm of the factor between the bounds of the finest buckets: their middle is within 0.9 % of all that is in them. */
const FINEST_WIDTH = 0.018;
/** Of a middle: short to write, and off by 0.05 % at the most. */
const DIGITS = 4;

/**
 * At most `maxValues` (10 or more), ascending, of the same total weight. The least and the greatest stay as they are, and so does
 * what is alone in its bucket; else a bucket's value is within 1 % of all that it stands for. Where the buckets are too many, they are
 * made twice as wide, until they fit: 240 of 1 % reach over a factor of 75, of 2 % over one of 5000. Each bucket is made of whole
 * narrower ones, so that folding again and again adds no error.
 */
export function foldValues(held: WeightedValues, maxValues: number): WeightedValues {
  const ascending = sort(held);
  let width = FINEST_WIDTH;
  let folded = foldInto(ascending, width);
  while (folded.values.length > maxValues) {
    width *= 2;
    folded = foldInto(ascending, width);
  }
  return folded;
}

function sort({ values, weights }: WeightedValues): WeightedValues {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  return { values: order.map((i) => values[i]!), weights: order.map((i) => weights[i]!) };
}

function foldInto({ values, weights }: WeightedValues, width: number): WeightedValues {
  const folded: WeightedValues = { values: [], weights: [] };
  const least = values[0];
  const greatest = values.at(-1);
  const bucketAt = (i: number): number => {
    const value = values[i]!;
    if (value === least) return Number.NEGATIVE_INFINITY;
    return value === greatest ? Number.POSITIVE_INFINITY : bucketOf(value, width);
  };
  for (let i = 0; i < values.length; ) {
    const first = values[i]!;
    const bucket = bucketAt(i);
    let weight = 0;
    for (; i < values.length && bucketAt(i) === bucket; i += 1) weight += weights[i]!;
    folded.values.push(between(first, values[i - 1]!, width));
    folded.weights.push(weight);
  }
  return folded;
}

/** Above all logarithms of doubles in the finest width. */
const OFFSET = 65_536;

/** Ascends with the value; 0 has one of its own. */
function bucketOf(value: number, width: number): number {
  return value === 0 ? 0 : Math.sign(value) * (OFFSET + indexOf(value, width));
}

function indexOf(value: number, width: number): number {
  return Math.floor(Math.log(Math.abs(value)) / width);
}

/** The middle of the bucket, or what of the values in it is nearest to that. */
function between(lowest: number, highest: number, width: number): number {
  if (lowest === highest) return lowest;
  // the harmonic mean: at both bounds its relative error is the same
  const middle = (Math.exp(indexOf(lowest, width) * width) * 2) / (1 + Math.exp(-width));
  const short = Number((Math.sign(lowest) * middle).toPrecision(DIGITS));
  return Math.min(Math.max(short, lowest), highest);
}
