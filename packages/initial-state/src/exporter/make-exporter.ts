import type { RuleProblem, Values } from '@otelwire/core';
import {
  createDiagLogger,
  createTotalsTable,
  PushExporter,
  type ResourceAttributes,
  resourceTags,
} from '@otelwire/core/otel';
import { createLink } from '../link.js';
import type { initialStateSchema } from '../options.js';
import type { Bucket } from '../wire/bucket.js';
import { bucketOf } from './bucket-of.js';
import { createInitialStateEncoder } from './encoder.js';
import { ExportBudget } from './export-budget.js';

export type ExporterValues = Values<typeof initialStateSchema>;

/** What the options say against each other. */
export function exporterRules(values: ExporterValues): RuleProblem<typeof initialStateSchema>[] {
  if (values.accessKey !== undefined || values.transport !== undefined) return [];
  return ['accessKey is missing: give it in code or set OTEL_EXPORTER_INITIALSTATE_ACCESS_KEY'];
}

/** The service is the bucket's, and of its version and environment every key would be another one. */
function commonAttributes({ resourceAttributes }: ExporterValues, resource: ResourceAttributes) {
  return resourceTags(resource, { env: '', service: '', version: '', resourceAttributes });
}

export function makeExporter(subject: string, values: ExporterValues): PushExporter {
  let bucket: Bucket | undefined;
  const link = createLink(values, {
    logger: createDiagLogger('otelwire/initial-state'),
    bucket: () => bucket as Bucket,
  });
  const { clock, delivery, logger } = link;
  const totalsOf = values.temporalityPreference === 'backend' ? createTotalsTable() : undefined;
  const budget = new ExportBudget(values.maxEventsPerExport, logger);
  return new PushExporter({
    subject,
    delivery,
    clock,
    logger,
    timeoutMillis: values.timeoutMillis,
    createEncoder(resource, reportCollision) {
      // that of the first resource: a reader has one
      bucket ??= bucketOf(values, resource);
      const options = {
        budget,
        heartbeatMillis: values.sendOnChange ? values.heartbeatMillis : undefined,
        prefix: values.prefix,
        attributes: values.attributes,
        commonAttributes: commonAttributes(values, resource),
        percentiles: [...new Set(values.percentiles)],
        totalsOf,
      };
      return createInitialStateEncoder(options, reportCollision);
    },
  });
}
