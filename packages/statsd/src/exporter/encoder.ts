import {
  type AttributeFilter,
  type CollisionReporter,
  createAttributeFilter,
  SeriesTable,
} from '@otelwire/core';
import type { Encoder, Family, MetricIdentity } from '@otelwire/core/otel';
import type { Tag } from '../wire/dialect.js';
import { mergeTags } from '../wire/tags.js';
import { sampleFamily } from './sample-family.js';
import { counterFamily, levelFamily } from './scalar-family.js';
import { summaryFamily } from './summary-family.js';
import type { WireSettings } from './wire-settings.js';

export interface StatsdEncoderOptions extends WireSettings {
  readonly prefix: string;
  readonly attributes: AttributeFilter;
  /** Tags of every record, where a point has no attribute of the same key. */
  readonly globalTags: readonly Tag[];
  /** Of records that replace the ones before them. */
  readonly processTag: Tag | undefined;
  /** What stands at the end of every record, where the target takes it: `|c:…|e:…|card:…`. */
  readonly suffix: string;
}

/** The encoder of all StatsD dialects. */
export function createStatsdEncoder(
  options: StatsdEncoderOptions,
  reportCollision: CollisionReporter,
): Encoder {
  const { dialect, globalTags, prefix, processTag, suffix } = options;
  const seriesWith = (tags: readonly Tag[]) =>
    new SeriesTable({
      accepts: createAttributeFilter(options.attributes),
      render: (attributes) => dialect.renderTags(mergeTags(dialect, tags, attributes)) + suffix,
      onCollision: (wireForm, first, second) =>
        reportCollision(wireForm, `attributes ${first}`, `attributes ${second}`, 'their points are merged'),
    });
  return {
    series: seriesWith(globalTags),
    seriesOfProcess: processTag && seriesWith([processTag, ...globalTags]),
    wireName: ({ name }) => dialect.metricName(`${prefix}${name}`),
    family: (wireName, metric) => familyOf(options, wireName, metric),
  };
}

function familyOf(settings: WireSettings, name: string, metric: MetricIdentity): Family {
  switch (metric.kind) {
    case 'delta-sum':
      return counterFamily(settings, name);
    case 'total':
    case 'level':
      return levelFamily(settings, name);
    case 'total-histogram':
      return summaryFamily(settings, name, true);
    case 'delta-histogram':
      if (settings.histograms === 'summary') return summaryFamily(settings, name, false);
      return sampleFamily(settings, name, metric, settings.histograms === 'timers' ? 'ms' : 'd');
  }
}
