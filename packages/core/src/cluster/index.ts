export type { GaugeMode } from './merged-metric.js';
export { numberWorkers } from './number-workers.js';
export { WorkerMetricExporter, type WorkerMetricExporterOptions } from './worker-metric-exporter.js';
export { WorkerMetrics, type WorkerMetricsOptions } from './worker-metrics.js';
