import type { ExporterOptions } from '@otelwire/core/otel';
import type { HistogramMode } from './exporter/wire-settings.js';
import type { OriginOptions, WireOptions } from './wire-options.js';

/** Options of `StatsdMetricExporter`. Each has a variable too, but for those that only code can give. */
export interface StatsdMetricExporterOptions extends WireOptions, ExporterOptions {
  /** How histograms go out. */
  readonly histograms?: HistogramMode | undefined;
  /** Which percentiles a summary has. */
  readonly percentiles?: readonly number[] | undefined;
  /** Whether counters and gauges carry the time of their collection (`|T`), where the target takes it. */
  readonly timestamps?: boolean | undefined;
  /** How many series are held at the most while the server is away. */
  readonly maxHeldSeries?: number | undefined;
}

/** Options of `DogStatsdMetricExporter`. */
export interface DogStatsdMetricExporterOptions extends StatsdMetricExporterOptions, OriginOptions {}
