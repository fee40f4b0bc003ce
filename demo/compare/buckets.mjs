import { bucketIndex } from './error-bound.mjs';
import { Multiset } from './multiset.mjs';

/** The buckets of an exponential histogram, as Stride is sent them, of values above zero. */
export class Buckets {
  #scale;
  #counts;
  #otherCount;

  constructor({ scale, zero_count, pos_offset, pos_counts, neg_counts }) {
    this.#scale = scale;
    this.#counts = pos_counts.map((count, i) => [pos_offset + i, count]);
    this.#otherCount = neg_counts.reduce((sum, count) => sum + count, zero_count);
  }

  /** A value for each that is in them, at most √base − 1 off. */
  get representatives() {
    const values = new Multiset();
    for (const [index, count] of this.#counts) values.add(2 ** ((index + 0.5) / 2 ** this.#scale), count);
    return values;
  }

  /** Whether they are those of these values: each bucket has as many. */
  hold(values) {
    const left = new Map(this.#counts);
    for (const [value, weight] of values) {
      const index = bucketIndex(value, this.#scale);
      left.set(index, (left.get(index) ?? 0) - weight);
    }
    return this.#otherCount === 0 && [...left.values()].every((count) => count === 0);
  }
}
