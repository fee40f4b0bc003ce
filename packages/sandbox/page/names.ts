import type { BackendName } from '../src/backend-name.ts';
import type { FaultKind } from '../src/faults/fault.ts';
import type { SeriesKind } from '../src/live/observation.ts';

/** What people call the backends. */
export const backendTitles: Readonly<Record<BackendName, string>> = {
  statsd: 'StatsD',
  dogstatsd: 'DogStatsD',
  graphite: 'Graphite',
  stathat: 'StatHat',
  stride: 'Stride',
  initialstate: 'Initial State',
  otlp: 'OTLP',
};

export function isBackendName(name: string): name is BackendName {
  return Object.hasOwn(backendTitles, name);
}

export const kindTitles: Readonly<Record<SeriesKind, string>> = {
  amount: 'counter',
  total: 'running total',
  level: 'level',
  samples: 'distribution',
  members: 'set',
};

export const faultTitles: Readonly<Record<FaultKind, string>> = {
  refuse: 'Refuse',
  stall: 'Stall',
  slow: 'Slow',
  drop: 'Drop',
  reset: 'Reset',
  'half-close': 'Half-close',
  answer: 'Answer',
};
