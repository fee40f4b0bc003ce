import type { Histogram, Packer } from '@otelwire/core';
import type { Family, MetricIdentity } from '@otelwire/core/otel';
import { createHistogramValues } from '../wire/histogram-values.js';
import { createEventWriter, type EventSettings, type EventWriter } from './event-writer.js';

/** One event with everything: count, sum, min, max, and all buckets as the SDK has them. */
export function histogramFamily(settings: EventSettings, metric: MetricIdentity): Family {
  const explicit = createEventWriter(settings, metric, 'histogram');
  const exponential = createEventWriter(settings, metric, 'exponential_histogram');
  const values = createHistogramValues(settings.fieldNames);
  const writerOf = (histogram: Histogram): EventWriter => ('scale' in histogram ? exponential : explicit);
  return {
    recordNames: [],
    write(packer: Packer, series, point) {
      const histogram = point.value as Histogram;
      const bytes = values.byteLength(histogram);
      if (bytes === undefined) return 'not_finite';
      const writer = writerOf(histogram);
      const problem = writer.begin(point);
      if (problem !== undefined) return problem;
      if (!packer.fits(writer.byteLength(series) + bytes)) return 'too_large';
      const at = writer.writeHead(packer.buffer, packer.position, series, point);
      writer.end(packer, values.write(packer.buffer, at, histogram));
      return undefined;
    },
  };
}
