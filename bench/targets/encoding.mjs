// Targets of the encoders. `of` takes figures (figures.mjs) and tells a number; `most` or `least` are goal and stretch.
import { ratio, worst } from './figures.mjs';

const at10k = { series: 10_000 };
const at100k = { series: 100_000 };
const at1m = { series: 1_000_000 };
const cumulative = (shape) => ({ ...shape, temporality: 'cumulative' });
const recurring = { ...at10k, attributes: 'recurring' };
const scalar = { ...at10k, profile: 'scalar' };
const scalarTotals = cumulative(scalar);
const encoders = ['statsd', 'dogstatsd', 'plaintext', 'pickle', 'stathat', 'stride', 'initialState'];

export const encoding = [
  [
    'T1',
    'StatsD with tags and no percentiles, cumulative, 10,000 series: × collect()',
    (f) => f.encode('statsdCompact', cumulative(at10k))?.ofCollect,
    { most: [0.2, 0.12] },
  ],
  [
    'T1',
    '… 100,000 series: × collect()',
    (f) => f.encode('statsdCompact', cumulative(at100k))?.ofCollect,
    { most: [0.2, 0.12] },
  ],
  [
    'T1',
    '… 10,000 series: times faster than OTLP protobuf',
    (f) => f.fasterThan('otlp', 'statsdCompact', cumulative(at10k)),
    { least: [5, 8] },
  ],
  [
    'T2',
    'DogStatsD, delta, fresh attributes, 10,000 series: × collect()',
    (f) => f.encode('dogstatsd', at10k)?.ofCollect,
    { most: [0.6, 0.4] },
  ],
  [
    'T2',
    '… times faster than OTLP protobuf',
    (f) => f.fasterThan('otlp', 'dogstatsd', at10k),
    { least: [3, 4.5] },
  ],
  [
    'T2',
    '… 100,000 series: times faster than OTLP protobuf',
    (f) => f.fasterThan('otlp', 'dogstatsd', at100k),
    { least: [2.5, 4.5] },
  ],
  [
    'T3',
    'DogStatsD, no histograms, cumulative: × collect()',
    (f) => f.encode('dogstatsd', scalarTotals)?.ofCollect,
    { most: [0.2, 0.13] },
  ],
  [
    'T3',
    '… times faster than OTLP protobuf',
    (f) => f.fasterThan('otlp', 'dogstatsd', scalarTotals),
    { least: [8, 13] },
  ],
  [
    'T3',
    'DogStatsD, no histograms, delta: × collect()',
    (f) => f.encode('dogstatsd', scalar)?.ofCollect,
    { most: [0.2, 0.13] },
  ],
  [
    'T3',
    '… times faster than OTLP protobuf',
    (f) => f.fasterThan('otlp', 'dogstatsd', scalar),
    { least: [8, 13] },
  ],
  [
    'T4',
    'Graphite plaintext, no percentiles, cumulative: × collect()',
    (f) => f.encode('plaintextCompact', cumulative(at10k))?.ofCollect,
    { most: [0.15, 0.09] },
  ],
  [
    'T4',
    'Graphite pickle, no percentiles, cumulative: × collect()',
    (f) => f.encode('pickleCompact', cumulative(at10k))?.ofCollect,
    { most: [0.12, 0.07] },
  ],
  [
    'T4',
    'Graphite pickle: × plaintext',
    (f) => ratio(f.encode('pickle', at10k)?.nanos, f.encode('plaintext', at10k)?.nanos),
    { most: [1, 1] },
  ],
  [
    'T5',
    'Stride: times faster than OTLP JSON',
    (f) => f.fasterThan('otlpJson', 'stride', cumulative(at10k)),
    { least: [6, 10] },
  ],
  [
    'T5',
    'Stride, cumulative: × collect()',
    (f) => f.encode('stride', cumulative(at10k))?.ofCollect,
    { most: [0.2, 0.1] },
  ],
  [
    'T6',
    'doubles of 17 digits: times faster than String(value)',
    (f) => f.number('doubles of 17 digits')?.faster,
    { least: [2.5, 3.5] },
  ],
  [
    'T7',
    'the most that one of our encoders allocates, bytes a point',
    (f) => worst(encoders.map((name) => f.encode(name, at10k)?.allocatedBytes ?? undefined)),
    { most: [64, 16] },
  ],
  [
    'T7',
    '… with 100,000 series',
    (f) => worst(encoders.map((name) => f.encode(name, at100k)?.allocatedBytes ?? undefined)),
    { most: [64, 16] },
  ],
  [
    'T8',
    'DogStatsD, kept between exports, bytes a series',
    (f) => f.encode('dogstatsd', at100k)?.keptBytes,
    { most: [64, 45] },
  ],
  [
    'T13',
    'longest block, DogStatsD, 1,000,000 series, ms',
    (f) => f.encode('dogstatsd', at1m)?.longestBlockMillis,
    { most: [10, 5] },
  ],
  [
    'T13',
    '… all of it: × the same without giving way',
    (f) => ratio(f.encode('dogstatsd', at1m)?.ofCollect, f.encode('dogstatsdOneTurn', at1m)?.ofCollect),
    { most: [1.15, 1.05] },
  ],
];

/** The attributes' objects must not matter: recurring ones cost what fresh ones do. */
export const design = [
  [
    'design',
    'DogStatsD, recurring attributes: × fresh',
    (f) => ratio(f.encode('dogstatsd', recurring)?.nanos, f.encode('dogstatsd', at10k)?.nanos),
    { most: [1.25, 1.1] },
  ],
  [
    'design',
    'DogStatsD, 100,000 series: × 10,000, a point',
    (f) => ratio(f.encode('dogstatsd', at100k)?.nanos, f.encode('dogstatsd', at10k)?.nanos),
    { most: [1.5, 1.25] },
  ],
];
