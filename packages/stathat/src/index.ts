export { type Accounting, ConfigError, DroppedError, ShutdownError, TransportError } from '@otelwire/core';
export type { StatHatMetricExporterOptions } from './exporter-options.js';
export { StatHatMetricExporter } from './stathat-metric-exporter.js';
