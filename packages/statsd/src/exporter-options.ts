import type { AggregationTemporalitySelector } from '@opentelemetry/sdk-metrics';
import type { AttributeFilter } from '@otelwire/core';
import type { HistogramAggregation, TemporalityPreference } from '@otelwire/core/otel';
import type { HistogramMode } from './exporter/wire-settings.js';
import type { OriginOptions, WireOptions } from './wire-options.js';

/** Options of `StatsdMetricExporter`. Each has a variable too, but for those that only code can give. */
export interface StatsdMetricExporterOptions extends WireOptions {
  /** How histograms go out. */
  readonly histograms?: HistogramMode | undefined;
  /** Which percentiles a summary has. */
  readonly percentiles?: readonly number[] | undefined;
  /** Whether counters and gauges carry the time of their collection (`|T`), where the target takes it. */
  readonly timestamps?: boolean | undefined;
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
  /** How many series are held at the most while the server is away. */
  readonly maxHeldSeries?: number | undefined;
}

/** Options of `DogStatsdMetricExporter`. */
export interface DogStatsdMetricExporterOptions extends StatsdMetricExporterOptions, OriginOptions {}
