export { type Accounting, ConfigError, DroppedError, ShutdownError, TransportError } from '@otelwire/core';
export type { StrideMetricExporterOptions } from './exporter-options.js';
export { StrideMetricExporter } from './stride-metric-exporter.js';
export type { Body } from './wire/body.js';
export type { Field } from './wire/fields.js';
