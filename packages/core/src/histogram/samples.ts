/** Weighted samples in ascending order. Made to be filled again and again: the arrays grow, and stay. */
export interface Samples {
  length: number;
  /** Of which the first `length` count, as of `weights`. */
  values: Float64Array;
  /** Integers ≥ 1: how many values a sample stands for. */
  weights: Float64Array;
  /** Room for `forEachPower` to list values in. */
  selected: Float64Array;
}

export function createSamples(capacity = 64): Samples {
  return {
    length: 0,
    values: new Float64Array(capacity),
    weights: new Float64Array(capacity),
    selected: new Float64Array(capacity),
  };
}

export function addSample(samples: Samples, value: number, weight: number): void {
  if (samples.length === samples.values.length) grow(samples);
  samples.values[samples.length] = value;
  samples.weights[samples.length] = weight;
  samples.length++;
}

function grow(samples: Samples): void {
  const { values, weights } = samples;
  const capacity = Math.max(16, values.length * 2);
  samples.values = new Float64Array(capacity);
  samples.values.set(values);
  samples.weights = new Float64Array(capacity);
  samples.weights.set(weights);
  samples.selected = new Float64Array(capacity);
}
