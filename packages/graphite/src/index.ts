export { type Accounting, ConfigError, DroppedError, ShutdownError, TransportError } from '@otelwire/core';
export type { GraphiteMetricExporterOptions } from './exporter-options.js';
export { GraphiteMetricExporter } from './graphite-metric-exporter.js';
