import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import { AggregationType, InstrumentType } from './constants.js';

/** How the SDK is asked to aggregate histograms; the words are those of the specification's environment variable. */
export type HistogramAggregation = 'base2_exponential_bucket_histogram' | 'explicit_bucket_histogram';

export const histogramAggregations = [
  'base2_exponential_bucket_histogram',
  'explicit_bucket_histogram',
] as const;

type AggregationSelector = NonNullable<PushMetricExporter['selectAggregation']>;

/**
 * The selector for a choice, or `undefined` where the instruments keep their own: an exporter must not have the method
 * at all then, since sdk-metrics 1.x takes no options object from it.
 */
export function aggregationSelector(choice: HistogramAggregation): AggregationSelector | undefined {
  if (choice === 'explicit_bucket_histogram') return undefined;
  return ((instrument) =>
    instrument === InstrumentType.HISTOGRAM
      ? { type: AggregationType.EXPONENTIAL_HISTOGRAM, options: { maxSize: 160, recordMinMax: true } }
      : { type: AggregationType.DEFAULT }) as AggregationSelector;
}
