import { AggregationType } from '@opentelemetry/sdk-metrics';
import { describe, expect, it } from 'vitest';
import { targets } from '../../src/wire/target.ts';
import { type Wired, wireDogStatsd, wireStatsd } from './wired.ts';

const boundaries = [1, 2, 8];
const explicitBuckets = {
  instrumentName: '*',
  aggregation: { type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM as const, options: { boundaries } },
};

/** A View can make a histogram of any instrument; of this one it is the interval's, and may hold what is below zero. */
function observe(wired: Wired, value: number): void {
  wired.meter.createObservableGauge('change').addCallback((result) => result.observe(value));
}

describe('a summary', () => {
  it('has the percentiles that are asked for, each once', async () => {
    const wired = wireStatsd({ percentiles: [0, 99.9, 50, 50, 100, 1e-7] });
    wired.meter.createHistogram('latency').record(4);
    const lines = await wired.lines();
    expect(lines.slice(5)).toEqual(
      ['p0', 'p99_9', 'p50', 'p100', 'p0_0000001'].map((name) => `latency.${name}:4|g`),
    );
  });

  it('may have no percentile at all', async () => {
    const wired = wireStatsd({ percentiles: [] });
    wired.meter.createHistogram('latency').record(4);
    expect((await wired.lines()).map((line) => line.split(':')[0])).toEqual(
      ['count', 'sum', 'min', 'max', 'avg'].map((name) => `latency.${name}`),
    );
  });

  it('is not in milliseconds: the record has no unit', async () => {
    const wired = wireStatsd();
    wired.meter.createHistogram('latency', { unit: 's' }).record(0.25);
    expect((await wired.lines()).slice(0, 2)).toEqual(['latency.count:1|c', 'latency.sum:0.25|c']);
  });

  it('leaves out what the instrument did not keep', async () => {
    const wired = wireStatsd(
      { percentiles: [] },
      {
        views: [
          {
            instrumentName: '*',
            aggregation: {
              type: AggregationType.EXPONENTIAL_HISTOGRAM,
              options: { recordMinMax: false },
            },
          },
        ],
      },
    );
    wired.meter.createHistogram('latency').record(4);
    expect(await wired.lines()).toEqual(['latency.count:1|c', 'latency.sum:4|c', 'latency.avg:4|g']);
  });

  it('leaves out what an infinite measurement has spoilt', async () => {
    const wired = wireStatsd({ percentiles: [] }, { views: [explicitBuckets] });
    const latency = wired.meter.createHistogram('latency');
    latency.record(0.5);
    latency.record(Number.POSITIVE_INFINITY);
    expect(await wired.lines()).toEqual(['latency.count:2|c', 'latency.min:0.5|g']);
  });

  it('of explicit buckets, which a View without aggregation asks for, has percentiles too', async () => {
    const wired = wireStatsd({}, { views: [{ instrumentName: 'latency', name: 'renamed' }] });
    const latency = wired.meter.createHistogram('latency', {
      advice: { explicitBucketBoundaries: boundaries },
    });
    for (const value of [1.5, 1.5, 1.5, 16]) latency.record(value);
    expect(await wired.lines()).toEqual([
      'renamed.count:4|c',
      'renamed.sum:20.5|c',
      'renamed.min:1.5|g',
      'renamed.max:16|g',
      'renamed.avg:5.125|g',
      'renamed.p50:1.75|g',
      'renamed.p95:16|g',
      'renamed.p99:16|g',
    ]);
  });

  it('of negative values takes two lines for each level', async () => {
    const wired = wireStatsd(
      { percentiles: [50] },
      {
        views: [
          {
            instrumentName: '*',
            aggregation: { type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM, options: { boundaries: [] } },
          },
        ],
      },
    );
    observe(wired, -4);
    expect(await wired.lines()).toEqual([
      'change.count:1|c',
      ...['min', 'max', 'p50'].flatMap((name) => [`change.${name}:0|g`, `change.${name}:-4|g`]),
    ]);
  });
});

describe('timers', () => {
  it.each([
    ['s', 0.25, '250'],
    ['s', 0.0903, '90.3'],
    ['ms', 0.25, '0.25'],
    ['us', 250, '0.25'],
    ['ns', 250, '0.00025'],
    ['min', 1, '60000'],
    ['h', 0.5, '1800000'],
    ['By', 7, '7'],
    ['', 7, '7'],
  ])('in %s are written in milliseconds: %d is %s', async (unit, value, text) => {
    const wired = wireStatsd({ histograms: 'timers' });
    wired.meter.createHistogram('latency', { unit }).record(value);
    expect(await wired.lines()).toEqual([`latency:${text}|ms`]);
  });

  it('have a record for each sample where the server takes one value a record', async () => {
    const wired = wireStatsd({ histograms: 'timers', dialect: 'dogstatsd' });
    const latency = wired.meter.createHistogram('latency');
    for (const value of [10, 10, 30, 10]) latency.record(value, { region: 'eu' });
    expect(await wired.lines()).toEqual([
      'latency:10|ms|#region:eu',
      'latency:30|ms|#region:eu',
      'latency:10|ms|@0.5|#region:eu',
    ]);
  });

  it('below zero are dropped and counted, for no server of plain StatsD takes them', async () => {
    const wired = wireStatsd({ histograms: 'timers' }, { views: [explicitBuckets] });
    observe(wired, -4);
    expect(await wired.lines()).toEqual([]);
    expect(wired.exporter.accounting).toMatchObject({ delivered: 0, dropped: { negative_timer: 1 } });
  });

  it('too long for a double in milliseconds are dropped and counted', async () => {
    const wired = wireStatsd({ histograms: 'timers' });
    wired.meter.createHistogram('latency', { unit: 's' }).record(1e306);
    expect(await wired.lines()).toEqual([]);
    expect(wired.exporter.accounting).toMatchObject({ delivered: 0, dropped: { not_finite: 1 } });
  });
});

describe('distributions', () => {
  const isPacking = (name: keyof typeof targets) => targets[name].valuePacking;
  const takers = Object.entries(targets).filter(([, target]) => target.distributions);

  it.each(takers.map(([name]) => name as keyof typeof targets))('to %s are rebuilt', async (target) => {
    const wired = wireStatsd({ histograms: 'distributions', target });
    const latency = wired.meter.createHistogram('latency', { unit: 's' });
    for (const value of [10, 10, 30, 10]) latency.record(value);
    expect(await wired.lines()).toEqual([
      ...(isPacking(target) ? ['latency:10:30|d'] : ['latency:10|d', 'latency:30|d']),
      'latency:10|d|@0.5',
    ]);
  });

  it('take negative values', async () => {
    const wired = wireDogStatsd({}, { views: [explicitBuckets] });
    observe(wired, -4);
    expect(await wired.lines()).toEqual(['change:-4|d']);
  });

  it('are what DogStatsD has by default, and a summary where the target takes none', async () => {
    const recorded = async (target: keyof typeof targets) => {
      const wired = wireDogStatsd({ target });
      wired.meter.createHistogram('latency').record(4);
      return (await wired.lines())[0];
    };
    expect(await recorded('veneur')).toBe('latency:4|d');
    expect(await recorded('gostatsd')).toBe('latency.count:1|c');
    expect(await recorded('telegraf')).toBe('latency.count:1|c');
  });

  it('say nothing where nothing is known of the values', async () => {
    const wired = wireDogStatsd(
      {},
      {
        views: [
          {
            instrumentName: '*',
            aggregation: {
              type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM,
              options: { boundaries: [], recordMinMax: false },
            },
          },
        ],
      },
    );
    observe(wired, -4);
    expect(await wired.lines()).toEqual([]);
    expect(wired.exporter.accounting).toMatchObject({ accepted: 1, dropped: { empty: 1 } });
  });
});

describe('the aggregation asked of the SDK', () => {
  const firstBuckets = async (histogramAggregation?: 'explicit_bucket_histogram') => {
    const wired = wireStatsd({ histogramAggregation });
    wired.meter.createHistogram('latency').record(4);
    const { scopeMetrics } = await wired.collect();
    return scopeMetrics[0]!.metrics[0]!.dataPoints[0]!.value;
  };

  it('is exponential buckets for histograms only', async () => {
    expect(await firstBuckets()).toHaveProperty('scale');
  });

  it('is what the instrument has with explicit_bucket_histogram', async () => {
    expect(await firstBuckets('explicit_bucket_histogram')).toHaveProperty('buckets');
  });
});
