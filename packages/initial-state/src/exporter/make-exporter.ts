import { destinationOf, type Logger, type RuleProblem, spoolSettings, type Values } from '@otelwire/core';
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
import { initialStateEnvPrefixes, initialStateSchema } from '../options.js';
import { openBucket } from '../transport/open-bucket.js';
import type { Bucket } from '../wire/bucket.js';
import { MAX_EVENT_BYTES } from '../wire/event.js';
import { bucketOf } from './bucket-of.js';
import { createInitialStateEncoder } from './encoder.js';
import { ExportBudget } from './export-budget.js';

type ExporterValues = Values<typeof initialStateSchema>;

const subject = 'InitialStateMetricExporter';

/** What makes an `InitialStateMetricExporter`. */
export const initialStateExporter: ExporterKind<typeof initialStateSchema, PushExporter> = {
  subject,
  component: 'otelwire/initial-state',
  schema: initialStateSchema,
  envPrefixes: initialStateEnvPrefixes,
  rules: exporterRules,
  temporality: totalCounters,
  make,
};

/** What the options say against each other. */
function exporterRules(values: ExporterValues): RuleProblem<typeof initialStateSchema>[] {
  if (values.accessKey !== undefined || values.transport !== undefined) return [];
  return ['accessKey is missing: give it in code or set OTEL_EXPORTER_INITIALSTATE_ACCESS_KEY'];
}

/** The service is the bucket's, and of its version and environment every key would be another one. */
function commonAttributes(
  { processAttribute, resourceAttributes }: ExporterValues,
  resource: ResourceAttributes,
) {
  const process = processTag(processAttribute);
  const ofResource = resourceTags(resource, { env: '', service: '', version: '', resourceAttributes });
  return process ? [process, ...ofResource] : ofResource;
}

function make(values: ExporterValues, diag: Logger): PushExporter {
  let bucket: Bucket | undefined;
  let knowBucket = () => {};
  const isKnown = new Promise<void>((resolve) => {
    knowBucket = resolve;
  });
  const spool = spoolSettings(values.spool, {
    kind: 'initial-state',
    destination: () => [destinationOf(values.endpoint, values.transport), bucket?.key].join(' '),
    isKnown,
    format: 'events',
  });
  const { clock, delivery, logger } = createLink(values, {
    logger: values.logger ?? diag,
    transport: values.transport ?? openBucket(values, () => bucket as Bucket),
    maxEventBytes: MAX_EVENT_BYTES,
    // what `sendOnChange` is for
    quietReasons: ['unchanged'],
    spool,
  });
  const totalsOf = values.temporalityPreference === 'backend' ? createTotalsTable() : undefined;
  const budget = new ExportBudget(values.maxEventsPerExport, logger);
  return new PushExporter({
    subject,
    delivery,
    clock,
    logger,
    timeoutMillis: values.timeoutMillis,
    selfObsMeterProvider: values.selfObsMeterProvider,
    createEncoder(resource, reportCollision) {
      // that of the first resource: a reader has one
      bucket ??= bucketOf(values, resource);
      knowBucket();
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
