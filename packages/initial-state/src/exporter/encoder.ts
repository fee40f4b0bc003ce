import {
  type AttributeFilter,
  type CollisionReporter,
  createAttributeFilter,
  dotted,
  SeriesTable,
} from '@otelwire/core';
import type { Encoder, Totals } from '@otelwire/core/otel';
import { metricName, seriesText } from '../wire/key.js';
import type { EventSettings } from './event-writer.js';
import { histogramFamily } from './histogram-family.js';
import { scalarFamily } from './scalar-family.js';

export interface InitialStateEncoderOptions extends EventSettings {
  readonly prefix: string;
  readonly attributes: AttributeFilter;
  /** Attributes of every series. */
  readonly commonAttributes: readonly (readonly [key: string, text: string])[];
  /** In percent: 50, 95, 99.9. */
  readonly percentiles: readonly number[];
  /** What makes totals of the counts and sums of delta histograms; without it they go out as amounts. */
  readonly totalsOf: ((name: string) => Totals) | undefined;
}

export function createInitialStateEncoder(
  options: InitialStateEncoderOptions,
  reportCollision: CollisionReporter,
): Encoder {
  const { commonAttributes } = options;
  const series = new SeriesTable({
    accepts: createAttributeFilter(options.attributes),
    // one attribute a key: those of a point take the place of those of all
    render: (attributes) => seriesText([...new Map([...commonAttributes, ...attributes])].sort(byKey)),
    onCollision(wireForm, first, second) {
      reportCollision(wireForm, `attributes ${first}`, `attributes ${second}`, 'their points are merged');
    },
  });
  return {
    series,
    wireName: ({ name }) => metricName(dotted(options.prefix) + name),
    family(name, { kind }) {
      const isDelta = kind === 'delta-histogram';
      if (!isDelta && kind !== 'total-histogram') return scalarFamily(options, name);
      return histogramFamily(options, name, isDelta ? options.totalsOf?.(name) : undefined);
    },
  };
}

function byKey([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1;
}
