import { dotted, type Values } from '@otelwire/core';
import { createDiagLogger, PushExporter, resourceTags } from '@otelwire/core/otel';
import { createLink } from '../link.js';
import type { dogstatsdSchema, statsdSchema } from '../options.js';
import { originSuffix } from '../origin/origin-suffix.js';
import type { Tag } from '../wire/dialect.js';
import type { OriginOptions } from '../wire-options.js';
import { createStatsdEncoder } from './encoder.js';

export type ExporterValues = Values<typeof statsdSchema> | Values<typeof dogstatsdSchema>;

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

/** The exporter behind both classes: they differ in their options. */
export function makeExporter(subject: string, values: ExporterValues): PushExporter {
  const logger = createDiagLogger('otelwire/statsd');
  const link = createLink(values, { logger, maxHeldSeries: values.maxHeldSeries, levelsRepeat: true });
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
          suffix,
        },
        reportCollision,
      );
    },
  });
}
