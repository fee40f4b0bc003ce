import fc from 'fast-check';
import type { ExponentialHistogram, Histogram } from '../../src/index.js';
import type { Recorded } from './collection.js';

const delimiters = [...'|#:,;=@[]{}"\'\\ \n\r\t/.-_', '\0', '\u0085', '\u2028', '\ufeff', '\ud800', '\udc00'];
const letters = [...'abcXYZ0189é', 'ß', '名', '🎉', 'ﬃ'];
const codeUnit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
const piece = fc.oneof(fc.constantFrom(...delimiters), fc.constantFrom(...letters), codeUnit);
const awkward = [
  '',
  '_sc',
  '_e{1,1}:a',
  'constructor',
  '__proto__',
  'dd.internal.card',
  'name',
  'host',
  '9',
  '.',
];

/** Any text: what delimits records, halves of characters, nothing, ten thousand characters. */
export const anyText = fc.oneof(
  { weight: 6, arbitrary: fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')) },
  { weight: 2, arbitrary: fc.constantFrom(...awkward) },
  { weight: 1, arbitrary: piece.map((unit) => unit.repeat(10_000 / unit.length)) },
);

const anyScalar = fc.oneof(anyText, fc.double(), fc.boolean(), fc.constantFrom(null, undefined, -0));
const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: anyScalar },
  {
    weight: 1,
    arbitrary: fc.array(fc.oneof(anyScalar, fc.array(anyScalar, { maxLength: 2 })), { maxLength: 3 }),
  },
  { weight: 1, arbitrary: fc.dictionary(anyText, anyScalar, { maxKeys: 2 }) },
  {
    weight: 1,
    arbitrary: fc.oneof(fc.date({ noInvalidDate: false }), fc.uint8Array({ maxLength: 4 }), fc.bigInt()),
  },
);

export const anyAttributes = fc.dictionary(anyText, anyValue, { maxKeys: 5, noNullPrototype: true });

/** Each double is as likely as any other in its order of magnitude; common ones are common. */
export const anyDouble = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -1_000_000, max: 1_000_000 }),
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => n / 1000),
  fc.constantFrom(0, -0, 5e-324, -5e-324, Number.MAX_VALUE, -Number.MAX_VALUE, 2 ** 53, 1e21, 1e-7),
);
const anyMeasurement = fc.oneof(
  { weight: 12, arbitrary: anyDouble },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY) },
);

/** Exponential buckets of these values, each counted `times`. */
export function exponentialOf(values: readonly number[], scale: number, times = 1): ExponentialHistogram {
  const side = (magnitudes: readonly number[]) => {
    const indices = magnitudes.map((one) => Math.ceil(Math.log2(one) * 2 ** scale) - 1);
    const offset = indices.length === 0 ? 0 : Math.min(...indices);
    const bucketCounts: number[] = [];
    for (const index of indices) bucketCounts[index - offset] = (bucketCounts[index - offset] ?? 0) + times;
    return { offset, bucketCounts: Array.from(bucketCounts, (count) => count ?? 0) };
  };
  return {
    count: values.length * times,
    sum: values.reduce((sum, value) => sum + value * times, 0),
    min: Math.min(...values),
    max: Math.max(...values),
    scale,
    zeroCount: values.filter((value) => value === 0).length * times,
    positive: side(values.filter((value) => value > 0)),
    negative: side(values.filter((value) => value < 0).map((value) => -value)),
  };
}

const exponential = fc
  .record({
    values: fc.array(anyDouble, { minLength: 1, maxLength: 12 }),
    times: fc.constantFrom(1, 1, 3, 1000, 2 ** 40 - 1),
  })
  // 2^-6: two thousand binary orders of magnitude are 33 buckets
  .chain(({ values, times }) => fc.constantFrom(-6, -4).map((scale) => exponentialOf(values, scale, times)));

const explicit = fc
  .record({
    values: fc.array(
      anyMeasurement.filter((value) => !Number.isNaN(value)),
      { minLength: 1, maxLength: 12 },
    ),
    boundaries: fc.uniqueArray(anyDouble, { maxLength: 6 }),
    hasMinMax: fc.boolean(),
  })
  .map(({ values, boundaries, hasMinMax }): Histogram => {
    const sorted = [...boundaries].sort((a, b) => a - b);
    const counts = new Array<number>(sorted.length + 1).fill(0);
    for (const value of values) {
      const index = sorted.findIndex((boundary) => value <= boundary);
      counts[index < 0 ? sorted.length : index]! += 1;
    }
    const sum = values.reduce((total, value) => total + value, 0);
    const range = hasMinMax ? { min: Math.min(...values), max: Math.max(...values) } : {};
    return { count: values.length, sum, ...range, buckets: { boundaries: sorted, counts } };
  });

const pointsOf = <Value>(value: fc.Arbitrary<Value>) =>
  fc.array(fc.record({ attributes: anyAttributes, value }), { minLength: 1, maxLength: 4 });

const shared = { name: anyText, unit: fc.constantFrom('', 's', 'ms', 'ns', 'By') };

const scalarMetric = fc.record({
  ...shared,
  kind: fc.constantFrom('counter', 'up-down', 'gauge'),
  points: pointsOf(anyMeasurement),
});
const histogramMetric = fc.oneof(
  ...[exponential, explicit].map((histogram) =>
    fc.record({
      ...shared,
      kind: fc.constantFrom('histogram', 'total-histogram'),
      points: pointsOf<Histogram>(histogram),
    }),
  ),
);

/** What an application may record between two exports. */
export const anyMetrics: fc.Arbitrary<Recorded[]> = fc.array(
  fc.oneof(scalarMetric, histogramMetric) as fc.Arbitrary<Recorded>,
  { minLength: 1, maxLength: 5 },
);
