import { dotted, type Values } from '@otelwire/core';
import { createDiagLogger, PushExporter } from '@otelwire/core/otel';
import { createLink } from '../link.js';
import type { strideSchema } from '../options.js';
import { createAttributes } from './attributes.js';
import { createStrideEncoder } from './encoder.js';
import { namesOf } from './field-names.js';
import { resourceIdentity, resourceMembers } from './resource-members.js';

export type ExporterValues = Values<typeof strideSchema>;

export function makeExporter(subject: string, values: ExporterValues): PushExporter {
  const { body, clock, delivery, logger } = createLink(values, createDiagLogger('otelwire/stride'));
  const { flatten, resourceAttributes, stream, streamPerMetric, timeoutMillis } = values;
  const fieldNames = namesOf(values);
  return new PushExporter({
    subject,
    delivery,
    clock,
    logger,
    timeoutMillis,
    createEncoder: (resource) =>
      createStrideEncoder({
        fieldNames,
        attributes: createAttributes({
          filter: values.attributes,
          fieldName: fieldNames.attributes,
          flatten,
        }),
        prefix: dotted(values.prefix),
        stream: streamPerMetric ? undefined : stream,
        saysStream: body === 'multi-stream',
        resourceMembers: resourceMembers(resource, { fieldNames, flatten, resourceAttributes }),
        resourceIdentity: resourceIdentity(resource),
      }),
  });
}
