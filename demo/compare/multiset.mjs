/** Values with weights, of which every percentile can be told. */
export class Multiset {
  count = 0;
  sum = 0;
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;
  #weights = new Map();
  #sorted;

  constructor(values = []) {
    for (const value of values) this.add(value);
  }

  add(value, weight = 1) {
    this.count += weight;
    this.sum += value * weight;
    this.min = Math.min(this.min, value);
    this.max = Math.max(this.max, value);
    this.#weights.set(value, (this.#weights.get(value) ?? 0) + weight);
    this.#sorted = undefined;
  }

  addAll(other) {
    for (const [value, weight] of other) this.add(value, weight);
  }

  /** Each value with its weight. */
  [Symbol.iterator]() {
    return this.#weights.entries();
  }

  /** The value of rank ⌈percent × count / 100⌉ (nearest rank). */
  percentile(percent) {
    this.#sorted ??= [...this.#weights].sort(([a], [b]) => a - b);
    const rank = Math.ceil((percent * this.count) / 100);
    let below = 0;
    for (const [value, weight] of this.#sorted) {
      below += weight;
      if (below >= rank) return value;
    }
    return Number.NaN;
  }
}
