import { attributeText, type Values } from '@otelwire/core';
import {
  createDiagLogger,
  createTotalsTable,
  PushExporter,
  type ResourceAttributes,
  resourceTags,
} from '@otelwire/core/otel';
import { createLink } from '../link.js';
import type { graphiteSchema } from '../options.js';
import { createNaming } from '../wire/naming.js';
import type { Tag } from '../wire/tags.js';
import { createGraphiteEncoder } from './encoder.js';

export type ExporterValues = Values<typeof graphiteSchema>;

/** In a path, the service belongs into the template: as parts of it every name would change with the version. */
function commonTags(values: ExporterValues, resource: ResourceAttributes): Tag[] {
  const { globalTags, pathTemplate, resourceAttributes } = values;
  const service = pathTemplate === undefined ? undefined : '';
  const options = { env: service, service, version: service, resourceAttributes };
  return [...resourceTags(resource, options), ...Object.entries(globalTags)];
}

export function makeExporter(subject: string, values: ExporterValues): PushExporter {
  const link = createLink(values, { logger: createDiagLogger('otelwire/graphite') });
  const { clock, delivery, format, logger, pathKey } = link;
  const totalsOf = values.temporalityPreference === 'backend' ? createTotalsTable() : undefined;
  return new PushExporter({
    subject,
    delivery,
    clock,
    logger,
    timeoutMillis: values.timeoutMillis,
    createEncoder(resource, reportCollision) {
      const naming = createNaming({
        format,
        prefix: values.prefix,
        apiKey: pathKey,
        commonTags: commonTags(values, resource),
        template: values.pathTemplate,
        resource: (key) => attributeText(resource[key]),
      });
      const options = {
        format,
        naming,
        intervalSeconds: values.intervalSeconds,
        attributes: values.attributes,
        percentiles: [...new Set(values.percentiles)],
        totalsOf,
      };
      return createGraphiteEncoder(options, reportCollision);
    },
  });
}
