export { DogStatsdMetricExporter } from './dogstatsd-metric-exporter.js';
export type { DogStatsdMetricExporterOptions, StatsdMetricExporterOptions } from './exporter-options.js';
export { StatsdMetricExporter } from './statsd-metric-exporter.js';
