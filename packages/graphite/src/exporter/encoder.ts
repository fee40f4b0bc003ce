import {
  type AttributeFilter,
  type CollisionReporter,
  createAttributeFilter,
  SeriesTable,
} from '@otelwire/core';
import type { Encoder, Totals } from '@otelwire/core/otel';
import { SPLIT } from '../wire/path-shape.js';
import { histogramFamily } from './histogram-family.js';
import { type RecordSettings, scalarFamily } from './scalar-family.js';

export interface GraphiteEncoderOptions extends RecordSettings {
  readonly attributes: AttributeFilter;
  /** In percent: 50, 95, 99.9. */
  readonly percentiles: readonly number[];
  /** What makes totals of the counts and sums of delta histograms; without it they go out as amounts. */
  readonly totalsOf: ((name: string) => Totals) | undefined;
}

/** The encoder of all formats. */
export function createGraphiteEncoder(
  options: GraphiteEncoderOptions,
  reportCollision: CollisionReporter,
): Encoder {
  const { naming } = options;
  const series = new SeriesTable({
    accepts: createAttributeFilter(options.attributes),
    render: (attributes) => naming.renderSeries(attributes),
    onCollision(wireForm, first, second) {
      const shown = wireForm.replace(SPLIT, '{name}');
      reportCollision(shown, `attributes ${first}`, `attributes ${second}`, 'their points are merged');
    },
  });
  return {
    series,
    wireName: ({ name }) => naming.metricName(name),
    family(name, { kind }) {
      const isDelta = kind === 'delta-histogram';
      if (!isDelta && kind !== 'total-histogram') return scalarFamily(options, name);
      return histogramFamily(options, name, isDelta ? options.totalsOf?.(name) : undefined);
    },
  };
}
