export { type Accounting, ConfigError, DroppedError, ShutdownError, TransportError } from '@otelwire/core';
export type { InitialStateMetricExporterOptions } from './exporter-options.js';
export { InitialStateMetricExporter } from './initial-state-metric-exporter.js';
