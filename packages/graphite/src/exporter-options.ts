import type { ExporterOptions } from '@otelwire/core/otel';
import type { WireOptions } from './wire-options.js';

/** Options of `GraphiteMetricExporter`. Each has a variable too, but for those that only code can give. */
export interface GraphiteMetricExporterOptions extends WireOptions, ExporterOptions {}
