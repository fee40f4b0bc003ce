/** A value, and how many observations it stands for. */
export interface Sample {
  readonly value: number;
  readonly weight: number;
}

/** The smallest value that `q` of all weight does not exceed (nearest rank); NaN without samples. `sorted` by value. */
export function quantileOf(sorted: readonly Sample[], q: number): number {
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  // Sums of fractional weights are off by a few units in the last place.
  const wanted = q * total * (1 - 1e-12);
  let below = 0;
  for (const { value, weight } of sorted) {
    below += weight;
    if (below >= wanted) return value;
  }
  return sorted.at(-1)?.value ?? Number.NaN;
}
