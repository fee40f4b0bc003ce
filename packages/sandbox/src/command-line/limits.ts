import type { ReceiverOptionsByBackend } from '../sandbox/by-backend.js';

const maxKept = 20;

/**
 * How much the receivers remember of what they are told: little, since what the page shows is kept beside them, and the command
 * runs for days.
 */
export function limitsFor(maxSeries: number): ReceiverOptionsByBackend {
  return {
    statsd: { maxSeries, maxKept, maxSamplesPerSeries: 10 },
    dogstatsd: { maxSeries, maxKept, maxSamplesPerSeries: 10 },
    graphite: { maxSeries, maxKept, maxPointsPerSeries: 10 },
    stathat: { maxSeries, maxKept, maxPointsPerStat: 10 },
    stride: { maxSeries, maxKept, maxEventsPerStream: 100 },
    initialstate: { maxSeries, maxKept, maxEventsPerKey: 10 },
    otlp: { maxSeries, maxKept, maxPointsPerSeries: 10 },
  };
}
