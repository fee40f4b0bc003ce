import type { Histogram, Packer } from '@otelwire/core';
import type { Family, MetricIdentity } from '@otelwire/core/otel';
import { createHistogramValues, histogramBytes } from '../wire/histogram-values.js';
import {
  createEventWriter,
  type EventSettings,
  type EventWriter,
  partOf,
  timeProblem,
} from './event-writer.js';
import { recordName } from './scalar-family.js';

/** One event with everything: count, sum, min, max, and all buckets as the SDK has them. */
export function histogramFamily(settings: EventSettings, wireName: string, metric: MetricIdentity): Family {
  const explicit = createEventWriter(settings, metric, 'histogram');
  const exponential = createEventWriter(settings, metric, 'exponential_histogram');
  const values = createHistogramValues(settings.fieldNames);
  const writerOf = (histogram: Histogram): EventWriter => ('scale' in histogram ? exponential : explicit);
  return {
    recordNames: [recordName(wireName, metric)],
    write(packer: Packer, series, point) {
      const histogram = point.value as Histogram;
      const bytes = histogramBytes(histogram);
      if (bytes === undefined) return 'not_finite';
      const problem = timeProblem(point);
      if (problem !== undefined) return problem;
      const part = partOf(settings, series, point);
      const writer = writerOf(histogram);
      if (!packer.fits(writer.byteLength(part) + values.constantBytes + bytes)) return 'too_large';
      const at = writer.writeHead(packer.buffer, packer.position, part, point);
      writer.end(packer, values.write(packer.buffer, at, histogram));
      return undefined;
    },
  };
}
