export { aggregationSelector } from './aggregation.js';
export { createDiagLogger } from './diag-logger.js';
export type { Encoder, Family, ResourceAttributes } from './encoder.js';
export type { ExporterOptions } from './exporter-options.js';
export { exporterSchema } from './exporter-schema.js';
export type { MetricIdentity, MetricKind, Point, PointValue } from './metric.js';
export { type ExporterKind, openExporter } from './open-exporter.js';
export { type ProcessAttribute, processTag } from './process-attribute.js';
export type { ProcessIdentity } from './process-identity.js';
export { PushExporter, type PushExporterOptions } from './push-exporter.js';
export { resourceTags } from './resource-tags.js';
export {
  deltaCounters,
  type TemporalityPreference,
  temporalitySelector,
  totalCounters,
} from './temporality.js';
export { createTotalsTable, type Totals } from './totals.js';
