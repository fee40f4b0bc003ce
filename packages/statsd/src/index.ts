export { type Accounting, ConfigError, DroppedError, ShutdownError, TransportError } from '@otelwire/core';
export { DogStatsdMetricExporter } from './dogstatsd-metric-exporter.js';
export type { DogStatsdMetricExporterOptions, StatsdMetricExporterOptions } from './exporter-options.js';
export { StatsdMetricExporter } from './statsd-metric-exporter.js';
export type { DialectName } from './wire/dialect.js';
export type { TargetName } from './wire/target.js';
