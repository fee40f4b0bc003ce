import { dotted, type Logger, type Values } from '@otelwire/core';
import { deltaCounters, type ExporterKind, PushExporter } from '@otelwire/core/otel';
import { createLink } from '../link.js';
import { strideEnvPrefixes, strideSchema } from '../options.js';
import { createAttributes } from './attributes.js';
import { createStrideEncoder } from './encoder.js';
import { exporterRules } from './exporter-rules.js';
import { namesOf } from './field-names.js';
import { resourceIdentity, resourceMembers } from './resource-members.js';

export type ExporterValues = Values<typeof strideSchema>;

const subject = 'StrideMetricExporter';

/** What makes a `StrideMetricExporter`. */
export const strideExporter: ExporterKind<typeof strideSchema, PushExporter> = {
  subject,
  component: 'otelwire/stride',
  schema: strideSchema,
  envPrefixes: strideEnvPrefixes,
  rules: exporterRules,
  temporality: deltaCounters,
  make,
};

function make(values: ExporterValues, diag: Logger): PushExporter {
  const { body, clock, delivery, logger } = createLink(values, diag);
  const { flatten, resourceAttributes, stream, streamPerMetric, timeoutMillis } = values;
  const fieldNames = namesOf(values);
  const settings = {
    fieldNames,
    prefix: dotted(values.prefix),
    stream: streamPerMetric ? undefined : stream,
    saysStream: body === 'multi-stream',
  };
  const ofAttributes = { filter: values.attributes, fieldName: fieldNames.attributes, flatten };
  return new PushExporter({
    subject,
    delivery,
    clock,
    logger,
    timeoutMillis,
    selfObsMeterProvider: values.selfObsMeterProvider,
    createEncoder: (resource, reportCollision) =>
      createStrideEncoder({
        ...settings,
        attributes: createAttributes(ofAttributes, reportCollision),
        resourceMembers: resourceMembers(resource, { fieldNames, flatten, resourceAttributes }),
        resourceIdentity: resourceIdentity(resource),
      }),
  });
}
