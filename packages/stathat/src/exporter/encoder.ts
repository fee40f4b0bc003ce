import {
  type AttributeFilter,
  type CollisionReporter,
  createAttributeFilter,
  SeriesTable,
} from '@otelwire/core';
import type { Encoder } from '@otelwire/core/otel';
import type { Format } from '../wire/format.js';
import { attributeSuffix, metricName } from '../wire/metric-name.js';
import { createFamily, type FamilySettings } from './families.js';
import { classicStats, ezStats } from './stats.js';

type Attributes = readonly (readonly [key: string, value: string])[];

export interface EzEncoderOptions {
  readonly format: Format;
  readonly prefix: string;
  /** Of every series. */
  readonly commonAttributes: Attributes;
  readonly attributes: AttributeFilter;
  /** Of values, which the server does not add up. */
  readonly processTag: readonly [key: string, value: string] | undefined;
  readonly percentiles: readonly number[];
  readonly admits: FamilySettings['admits'];
}

/** The encoder of stats that have names. */
export function createEzEncoder(options: EzEncoderOptions, reportCollision: CollisionReporter): Encoder {
  const { commonAttributes, format, prefix, processTag } = options;
  const ofProcess = processTag === undefined ? '' : attributeSuffix([processTag]);
  const settings: FamilySettings = {
    ...options,
    statsOf: (statistics) => ezStats(format, statistics, { count: '', value: ofProcess }),
  };
  return {
    series: new SeriesTable({
      accepts: createAttributeFilter(options.attributes),
      render: (attributes) => attributeSuffix([...new Map([...commonAttributes, ...attributes])]),
      onCollision(wireForm, first, second) {
        reportCollision(wireForm, `attributes ${first}`, `attributes ${second}`, 'their points are merged');
      },
    }),
    wireName: ({ name }) => metricName(prefix, name),
    family: (wireName, metric) => createFamily(settings, wireName, metric),
  };
}

export interface ClassicEncoderOptions {
  readonly format: Format;
  /** By the metric's name; of a histogram with the statistic behind it, as in `latency p95`. */
  readonly statKeys: ReadonlyMap<string, string>;
  readonly percentiles: readonly number[];
}

/** The encoder of stats that have keys: one of a metric, whatever its attributes. */
export function createClassicEncoder({ format, percentiles, statKeys }: ClassicEncoderOptions): Encoder {
  const settings: FamilySettings = {
    format,
    percentiles,
    statsOf: (statistics) => classicStats(format, statistics, statKeys),
    admits: () => true,
  };
  return {
    series: new SeriesTable({ accepts: () => false, render: () => '', onCollision() {} }),
    wireName: ({ name }) => name,
    family: (name, metric) => createFamily(settings, name, metric),
  };
}
