// Targets of what is built around the encoders, in the form of encoding.mjs.
import { ratio, worst } from './figures.mjs';

const sockets = ['statsd', 'dogstatsd', 'graphite'];

export const exports = [
  [
    'T9',
    'StatsD with tags and no percentiles, cumulative, TCP: × OTLP',
    (f) => f.exportOf('compactTcp', 'otlp', 'cumulative'),
    { most: [1 / 4, 1 / 6] },
  ],
  [
    'T9',
    '… over a unix stream: × OTLP',
    (f) => f.exportOf('compactUnix', 'otlp', 'cumulative'),
    { most: [1 / 4, 1 / 6] },
  ],
  [
    'T10',
    'DogStatsD over TCP, delta: × OTLP',
    (f) => f.exportOf('dogstatsdTcp', 'otlp'),
    { most: [1 / 2.5, 1 / 4] },
  ],
  [
    'T10',
    'DogStatsD over a unix stream, delta: × OTLP',
    (f) => f.exportOf('dogstatsdUnix', 'otlp'),
    { most: [1 / 2.5, 1 / 4] },
  ],
  ['T11', 'DogStatsD over UDP 1432: × OTLP', (f) => f.exportOf('dogstatsd', 'otlp'), { most: [0.8, 0.5] }],
  [
    'T11',
    '… × bare sends of the same datagrams, most of which are lost',
    (f) => f.exportOf('dogstatsd', 'dogstatsdBare'),
    { most: [1.15, 1.15] },
  ],
  ['T11', '… of it in JavaScript: × OTLP', (f) => f.userOf('dogstatsd', 'otlp'), { most: [1 / 3, 1 / 4] }],
  [
    'T11',
    'DogStatsD over UDP 8192: × OTLP',
    (f) => f.exportOf('dogstatsdLocal', 'otlp'),
    { most: [0.8, 1 / 3] },
  ],
  [
    'T12',
    'the records that hot-shots sends, UDP: times less',
    (f) => f.exportOf('hotShots', 'summary'),
    { least: [5, 6] },
  ],
  [
    'T12',
    '… TCP: times less than hot-shots over UDP',
    (f) => f.exportOf('hotShots', 'summaryTcp'),
    { least: [18, 22] },
  ],
];

export const bursts = [
  ['T14', 'datagrams of a burst lost, %', (f) => f.pacing()?.lostPercent, { most: [0.5, 0.1] }],
  ['T14', '… milliseconds for 2,000', (f) => f.pacing()?.millis, { most: [120, 120] }],
];

export const starting = [
  [
    'T15',
    'start of the StatsD exporter over the SDK: × OTLP',
    (f) => ratio(f.load('statsd')?.cpuMillis, f.load('otlp')?.cpuMillis),
    { most: [1 / 4, 1 / 8] },
  ],
  ['T15', '… more MB', (f) => f.load('statsd')?.megabytes, { most: [2, 1] }],
  [
    'T16',
    'StatsD exporter installed, KiB',
    (f) => ratio(f.load('statsd')?.installedBytes, 1024),
    { most: [300, 150] },
  ],
  [
    'T17',
    'an export with the backend away: × with it there, the worst of ours',
    (f) => worst(oursOf(f.outages())),
    { most: [1, 1] },
  ],
  [
    'import',
    'a socket exporter bundled and gzipped, kB, the largest',
    (f) => worst(sockets.map((name) => ratio(f.load(name)?.bytes, 1000))),
    { most: [10, 10] },
  ],
];

export const calls = [
  [
    'client',
    'buffered increment: times faster than hot-shots',
    (f) => f.callFaster('hotShots', 'dogstatsd', 'increment', 'nanos'),
    { least: [5, 10] },
  ],
  [
    'client',
    '… with all that is done behind the call',
    (f) => f.callFaster('hotShots', 'dogstatsd', 'increment', 'cpuNanos'),
    { least: [5, 10] },
  ],
  [
    'client',
    'buffered increment: times faster than statsd-client',
    (f) => f.callFaster('statsdClient', 'dogstatsd', 'increment', 'nanos'),
    { least: [2, 4] },
  ],
  [
    'client',
    '… with all that is done behind the call',
    (f) => f.callFaster('statsdClient', 'dogstatsd', 'increment', 'cpuNanos'),
    { least: [2, 4] },
  ],
  [
    'client',
    "aggregated increment: times faster than hot-shots' aggregated",
    (f) => f.callFaster('hotShotsAggregated', 'dogstatsdAggregated', 'increment', 'nanos'),
    { least: [5, 10] },
  ],
  [
    'client',
    '… with all that is done behind the call',
    (f) => f.callFaster('hotShotsAggregated', 'dogstatsdAggregated', 'increment', 'cpuNanos'),
    { least: [5, 10] },
  ],
];

function oursOf(rows) {
  const peers = ['otlp', 'hotShots', 'hotShotsTcp'];
  if (rows === undefined) return [undefined];
  return rows
    .filter(({ subject, ill }) => !peers.includes(subject) && ill !== 'none')
    .map(({ ofHealthy }) => ofHealthy);
}
