import type { AggregationTemporalitySelector } from '@opentelemetry/sdk-metrics';
import type { AttributeFilter } from '../naming/attribute-filter.js';
import type { HistogramAggregation } from './aggregation.js';
import type { TemporalityPreference } from './temporality.js';

/** Options that every exporter has. */
export interface ExporterOptions {
  /** Which percentiles a histogram is sent with: 50, 99.9 … */
  readonly percentiles?: readonly number[] | undefined;
  /** Which attributes of points become tags. */
  readonly attributes?: AttributeFilter | undefined;
  /** Which attributes of the resource become tags, apart from service, env and version. */
  readonly resourceAttributes?: readonly string[] | 'all' | undefined;
  /** Which temporality is asked of the SDK. */
  readonly temporalityPreference?: TemporalityPreference | AggregationTemporalitySelector | undefined;
  /** How the SDK is asked to aggregate histograms. */
  readonly histogramAggregation?: HistogramAggregation | undefined;
  /** How long one export may take. */
  readonly timeoutMillis?: number | undefined;
}
