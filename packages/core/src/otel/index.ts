export { aggregationSelector, type HistogramAggregation, histogramAggregations } from './aggregation.js';
export { createDiagLogger } from './diag-logger.js';
export type { Encoder, Family, ResourceAttributes } from './encoder.js';
export type { MetricIdentity, MetricKind, Point, PointValue } from './metric.js';
export { PushExporter, type PushExporterOptions } from './push-exporter.js';
export {
  deltaCounters,
  type TemporalityPreference,
  temporalityPreferences,
  temporalitySelector,
} from './temporality.js';
