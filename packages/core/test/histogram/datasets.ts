import fc from 'fast-check';

/** Uniform numbers in (0, 1), the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 4294967296;
  };
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
}

const shapes: Record<string, (random: () => number) => number> = {
  lognormal: (random) => Math.exp(3 + normal(random)),
  'lognormal, wide': (random) => Math.exp(-2 + 2.5 * normal(random)),
  uniform: (random) => 90 + 20 * random(),
  bimodal: (random) => (random() < 0.6 ? 0.002 : 2) * (1 + 0.1 * random()),
  'heavy-tailed': (random) => random() ** (-1 / 1.1),
  'whole numbers': (random) => Math.floor(50 * random()),
  'both signs': (random) => 10 * normal(random),
};

export const shapeNames = Object.keys(shapes);

/** From one to two thousand values of a shape. */
export function dataset(shape: string): fc.Arbitrary<number[]> {
  return fc
    .record({ seed: fc.integer(), length: fc.integer({ min: 1, max: 2000 }) })
    .map(({ seed, length }) => {
      const random = randomFrom(seed);
      return Array.from({ length }, () => shapes[shape]!(random));
    });
}

/** The value of nearest rank in sorted values, the rank computed without fractions. */
export function exactPercentile(sorted: readonly number[], percent: number): number {
  return sorted[Math.max(1, Math.ceil((percent * sorted.length) / 100)) - 1]!;
}

export function sort(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b);
}
