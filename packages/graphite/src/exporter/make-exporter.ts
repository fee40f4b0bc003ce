import { attributeText, type Logger, type Values } from '@otelwire/core';
import {
  createTotalsTable,
  type ExporterKind,
  PushExporter,
  processTag,
  type ResourceAttributes,
  resourceTags,
  totalCounters,
} from '@otelwire/core/otel';
import { createLink } from '../link.js';
import { graphiteEnvPrefixes, graphiteSchema } from '../options.js';
import { createNaming } from '../wire/naming.js';
import type { Tag } from '../wire/tags.js';
import { wireRules } from '../wire-rules.js';
import { createGraphiteEncoder } from './encoder.js';

type ExporterValues = Values<typeof graphiteSchema>;

const subject = 'GraphiteMetricExporter';

/** What makes a `GraphiteMetricExporter`. */
export const graphiteExporter: ExporterKind<typeof graphiteSchema, PushExporter> = {
  subject,
  component: 'otelwire/graphite',
  schema: graphiteSchema,
  envPrefixes: graphiteEnvPrefixes,
  rules: wireRules,
  temporality: totalCounters,
  make,
};

/** In a path, the service belongs into the template: as parts of it every name would change with the version. */
function commonTags(values: ExporterValues, resource: ResourceAttributes): Tag[] {
  const { globalTags, pathTemplate, resourceAttributes } = values;
  const service = pathTemplate === undefined ? undefined : '';
  const options = { env: service, service, version: service, resourceAttributes };
  const process = processTag(values.processAttribute);
  return [...(process ? [process] : []), ...resourceTags(resource, options), ...Object.entries(globalTags)];
}

function make(values: ExporterValues, diag: Logger): PushExporter {
  const link = createLink(values, { logger: diag, spool: values.spool });
  const { clock, delivery, format, logger, pathKey } = link;
  const totalsOf = values.temporalityPreference === 'backend' ? createTotalsTable() : undefined;
  return new PushExporter({
    subject,
    delivery,
    clock,
    logger,
    timeoutMillis: values.timeoutMillis,
    selfObsMeterProvider: values.selfObsMeterProvider,
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
