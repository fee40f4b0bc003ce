import { quantileOf } from '../../statsd/series/quantile.js';

/** A bucket's bounds are 1.01 / 0.99 apart, so that its middle is within 1 % of all that is in it. */
const relativeError = 0.01;
const logOfBase = Math.log((1 + relativeError) / (1 - relativeError));
/** Added to all indexes, which begin at -37 222 for the smallest double: a key has the sign of its value, and 0 is zero. */
const keyOfOne = 2 ** 16;
/** Room for values from 1 to 10^17; when more are needed, all become twice as wide. */
const maxBuckets = 2048;

/** What a slot's samples come to. */
export interface SampleSummary {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/**
 * Samples in logarithmic buckets. Quantiles (nearest rank, by weight) are within 1 % of the exact ones, as long as the sizes of all
 * samples fit into 2048 buckets.
 */
export class Sketch {
  /** Weights by key. Keys are in the order of the values. */
  #weights = new Map<number, number>();
  #logOfBase = logOfBase;
  #keyOfOne = keyOfOne;
  #count = 0;
  #sum = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;

  /** At most 2048. */
  get bucketCount(): number {
    return this.#weights.size;
  }

  add(value: number, weight: number, sum: number): void {
    this.#count += weight;
    this.#sum += sum;
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
    const key = this.#keyOf(value);
    this.#weights.set(key, (this.#weights.get(key) ?? 0) + weight);
    while (this.#weights.size > maxBuckets) this.#widen();
  }

  summarise(): SampleSummary {
    const samples = [...this.#weights]
      .sort(([a], [b]) => a - b)
      .map(([key, weight]) => ({ value: this.#valueOf(key), weight }));
    const [min, max] = [this.#min, this.#max];
    const quantile = (q: number) => Math.min(max, Math.max(min, quantileOf(samples, q)));
    return {
      count: this.#count,
      sum: this.#sum,
      min,
      p50: quantile(0.5),
      p95: quantile(0.95),
      p99: quantile(0.99),
      max,
    };
  }

  #keyOf(value: number): number {
    if (value === 0) return 0;
    return Math.sign(value) * (Math.ceil(Math.log(Math.abs(value)) / this.#logOfBase) + this.#keyOfOne);
  }

  /** The middle of a bucket, by relative error. */
  #valueOf(key: number): number {
    if (key === 0) return 0;
    const upper = Math.exp((Math.abs(key) - this.#keyOfOne) * this.#logOfBase);
    return (Math.sign(key) * 2 * upper) / (Math.exp(this.#logOfBase) + 1);
  }

  #widen(): void {
    const widened = new Map<number, number>();
    for (const [key, weight] of this.#weights) {
      const wide = Math.sign(key) * Math.ceil(Math.abs(key) / 2);
      widened.set(wide, (widened.get(wide) ?? 0) + weight);
    }
    this.#weights = widened;
    this.#logOfBase *= 2;
    this.#keyOfOne /= 2;
  }
}
