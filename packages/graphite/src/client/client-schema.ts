import { clientSchema, opaque, option, type SchemaFor, text } from '@otelwire/core';
import { wireSchema } from '../wire-schema.js';
import type { GraphiteClientOptions } from './client-options.js';
import type { ChildOptions, Tags } from './points.js';

export const graphiteClientSchema = {
  ...wireSchema,
  pathTemplate: option({
    ...wireSchema.pathTemplate,
    describe:
      'Makes paths instead of tags: `{prefix}.{name}.{attr:route}`; `{attr:…}` is a tag of the call or of the client, and `{resource:…}` is for exporters. Tags without a place follow as `.key.value`, sorted.',
  }),
  intervalSeconds: option({
    ...wireSchema.intervalSeconds,
    defaultText:
      'none: the second of the call; over HTTP, what `OTEL_METRIC_EXPORT_INTERVAL` says, or 60, is said',
  }),
  logger: option({ ...wireSchema.logger, defaultText: 'none' }),
  ...clientSchema,
} as const satisfies SchemaFor<GraphiteClientOptions>;

export const childSchema = {
  prefix: option({ type: text(), default: '', describe: "Put behind the parent's prefix." }),
  tags: option({
    type: opaque<Tags>(
      'an object of tags',
      (value): value is Tags => typeof value === 'object' && value !== null && !Array.isArray(value),
    ),
    describe: 'Tags of every point.',
  }),
} as const satisfies SchemaFor<ChildOptions>;

/** Shared with the exporter, which reads these names too. */
export const graphiteClientEnvPrefixes = ['OTELWIRE_GRAPHITE_'];
