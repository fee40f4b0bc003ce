import type { Encoder } from '@otelwire/core/otel';
import type { EventSettings } from './event-writer.js';
import { histogramFamily } from './histogram-family.js';
import { scalarFamily } from './scalar-family.js';

/** One event for each data point. Names are as they are: nothing in an event has to be sanitised, and no two metrics collide. */
export function createStrideEncoder(settings: EventSettings): Encoder {
  return {
    series: settings.attributes.series,
    keepsScopes: true,
    wireName: ({ name }) => name,
    family: (_wireName, metric) =>
      metric.kind.endsWith('histogram') ? histogramFamily(settings, metric) : scalarFamily(settings, metric),
  };
}
