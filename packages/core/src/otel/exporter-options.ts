import type { MeterProvider } from '@opentelemetry/api';
import type { AggregationTemporalitySelector } from '@opentelemetry/sdk-metrics';
import type { SpoolOptions } from '../config/spool-schema.js';
import type { AttributeFilter } from '../naming/attribute-filter.js';
import type { HistogramAggregation } from './aggregation.js';
import type { ProcessAttribute } from './process-attribute.js';
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
  /** What tells the levels of this process from those of others under the same names. */
  readonly processAttribute?: ProcessAttribute | undefined;
  /** Keeps what is held in files as well, so that it survives a crash and a restart. */
  readonly spool?: SpoolOptions | undefined;
  /** Whose instruments tell of the exporter itself; `setSelfObsMeterProvider` gives it later. */
  readonly selfObsMeterProvider?: MeterProvider | undefined;
}
