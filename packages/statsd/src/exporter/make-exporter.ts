import { dotted, type Logger, type Values } from '@otelwire/core';
import {
  deltaCounters,
  type ExporterKind,
  PushExporter,
  processTag,
  resourceTags,
} from '@otelwire/core/otel';
import { createLink } from '../link.js';
import { dogstatsdEnvPrefixes, dogstatsdSchema, statsdEnvPrefixes, statsdSchema } from '../options.js';
import { originSuffix } from '../origin/origin-suffix.js';
import type { Tag } from '../wire/dialect.js';
import type { OriginOptions } from '../wire-options.js';
import { createStatsdEncoder } from './encoder.js';
import { exporterRules } from './exporter-rules.js';

export type ExporterValues = Values<typeof statsdSchema> | Values<typeof dogstatsdSchema>;

const component = 'otelwire/statsd';

/** What makes a `StatsdMetricExporter`. */
export const statsdExporter: ExporterKind<typeof statsdSchema, PushExporter> = {
  subject: 'StatsdMetricExporter',
  component,
  schema: statsdSchema,
  envPrefixes: statsdEnvPrefixes,
  rules: exporterRules,
  temporality: deltaCounters,
  make: (values, logger) => make('StatsdMetricExporter', values, logger),
};

/** What makes a `DogStatsdMetricExporter`: it differs in its options. */
export const dogstatsdExporter: ExporterKind<typeof dogstatsdSchema, PushExporter> = {
  subject: 'DogStatsdMetricExporter',
  component,
  schema: dogstatsdSchema,
  envPrefixes: dogstatsdEnvPrefixes,
  rules: exporterRules,
  temporality: deltaCounters,
  make: (values, logger) => make('DogStatsdMetricExporter', values, logger),
};

/** In a path, the service belongs into the prefix: as parts of it every name would change with the version. */
const noService: OriginOptions = { env: '', service: '', version: '' };

/** What only the options of DogStatsD have. */
function originOf(values: ExporterValues): OriginOptions {
  return 'originDetection' in values ? values : {};
}

/** An empty value makes a bare tag. */
function globalTags(values: ExporterValues, entityId: string | undefined): Tag[] {
  const tags = Object.entries(values.globalTags).map(
    ([key, value]): Tag => [key, value === '' ? undefined : value],
  );
  return entityId === undefined ? tags : [...tags, ['dd.internal.entity_id', entityId]];
}

function make(subject: string, values: ExporterValues, diag: Logger): PushExporter {
  const link = createLink(values, {
    logger: diag,
    maxHeldSeries: values.maxHeldSeries,
    levelsRepeat: true,
    spool: values.spool,
  });
  const origin = originOf(values);
  const suffix = originSuffix(origin, link.target, link.dialect);
  const own = globalTags(values, origin.entityId);
  const isPath = link.dialect.tagPlace === 'path';

  return new PushExporter({
    subject,
    delivery: link.delivery,
    clock: link.clock,
    logger: link.logger,
    timeoutMillis: values.timeoutMillis,
    selfObsMeterProvider: values.selfObsMeterProvider,
    createEncoder(resource, reportCollision) {
      const { resourceAttributes } = values;
      const { env, service, version } = isPath ? noService : origin;
      const ofResource = resourceTags(resource, { env, service, version, resourceAttributes });
      return createStatsdEncoder(
        {
          dialect: link.dialect,
          target: link.target,
          histograms: values.histograms ?? (link.target.distributions ? 'distributions' : 'summary'),
          percentiles: [...new Set(values.percentiles)],
          timestamps: values.timestamps,
          prefix: dotted(values.prefix),
          attributes: values.attributes,
          globalTags: [...ofResource, ...own],
          processTag: processTag(values.processAttribute),
          suffix,
        },
        reportCollision,
      );
    },
  });
}
