import type { MetricType } from '../dialect.js';
import { CounterSeries } from './counter.js';
import { GaugeSeries } from './gauge.js';
import type { SeriesIdentity } from './identity.js';
import { SetSeries } from './member-set.js';
import { SampleSeries } from './samples.js';

/** What is kept of a series, by its type. */
export interface SeriesByType {
  c: CounterSeries;
  g: GaugeSeries;
  ms: SampleSeries<'ms'>;
  h: SampleSeries<'h'>;
  d: SampleSeries<'d'>;
  s: SetSeries;
}

export type Series = SeriesByType[MetricType];

/** What a new series must know. */
export interface SeriesOptions {
  readonly gaugesAreRelative: boolean;
  readonly maxSamples: number;
}

/** A series of which nothing was told yet. */
export function createSeries({ type, name, tags }: SeriesIdentity, options: SeriesOptions): Series {
  switch (type) {
    case 'c':
      return new CounterSeries({ type, name, tags });
    case 'g':
      return new GaugeSeries({ type, name, tags }, options.gaugesAreRelative);
    case 's':
      return new SetSeries({ type, name, tags }, options.maxSamples);
    case 'ms':
      return new SampleSeries({ type, name, tags }, options.maxSamples);
    case 'h':
      return new SampleSeries({ type, name, tags }, options.maxSamples);
    case 'd':
      return new SampleSeries({ type, name, tags }, options.maxSamples);
  }
}
