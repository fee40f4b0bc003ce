import { having, option, type SchemaFor } from '@otelwire/core';
import type { HttpDispatcher } from '@otelwire/core/http';
import { exporterSchema } from '@otelwire/core/otel';
import {
  statHatClassicClientSchema,
  statHatClientEnvPrefixes,
  statHatEzClientSchema,
} from './client/client-schema.js';
import type { StatHatMetricExporterOptions } from './exporter-options.js';
import { wireSchema } from './wire-schema.js';

export const statHatSchema = {
  ...wireSchema,
  dispatcher: option({
    type: having<HttpDispatcher>('a dispatcher of undici', 'request'),
    describe: 'Your own way to the server: an undici agent of any version. It is never closed.',
  }),
  ...exporterSchema,
  attributes: {
    include: option({
      ...exporterSchema.attributes.include,
      default: [],
      describe: 'Attributes whose keys match become part of the name; `*` stands for any characters.',
      defaultText: 'none',
      whyDefault: 'each combination of values is a stat of its own',
    }),
    exclude: option({
      ...exporterSchema.attributes.exclude,
      describe: 'Attributes whose keys match never become part of the name.',
    }),
  },
  resourceAttributes: option({
    ...exporterSchema.resourceAttributes,
    describe: 'Attributes of the resource that become part of every name.',
  }),
} as const satisfies SchemaFor<StatHatMetricExporterOptions>;

export const statHatEnvPrefixes = ['OTEL_EXPORTER_STATHAT_', 'OTELWIRE_STATHAT_'];

/** What the tables of the README are made of. */
export const optionTables = {
  stathat: { schema: statHatSchema, envPrefixes: statHatEnvPrefixes },
  'stathat-ez-client': { schema: statHatEzClientSchema, envPrefixes: statHatClientEnvPrefixes },
  'stathat-classic-client': { schema: statHatClassicClientSchema, envPrefixes: statHatClientEnvPrefixes },
};
