import { boolean, integer, list, millis, option, type SchemaFor, text } from '@otelwire/core';
import { exporterSchema } from '@otelwire/core/otel';
import { initialStateClientEnvPrefixes, initialStateStreamerSchema } from './client/client-schema.js';
import type { InitialStateMetricExporterOptions } from './exporter-options.js';
import { wireSchema } from './wire-schema.js';

export const initialStateSchema = {
  ...wireSchema,
  ...exporterSchema,
  prefix: option({
    type: text(),
    env: 'PREFIX',
    default: '',
    describe: 'Put before every name, with one dot between.',
  }),
  maxEventsPerExport: option({
    type: integer({ min: 1 }),
    env: 'MAX_EVENTS_PER_EXPORT',
    default: 300,
    describe:
      'No export has more events. The data points over it are dropped (`export_limit`), always the same ones, and their keys are logged.',
    whyDefault: 'what three requests a second with ten events take in the ten seconds of an export',
  }),
  sendOnChange: option({
    type: boolean(),
    env: 'SEND_ON_CHANGE',
    default: false,
    describe:
      'Whether a value that is the one sent last is left out. Data points of which nothing is left are counted among the dropped (`unchanged`), and nothing is said of them.',
  }),
  heartbeatMillis: option({
    type: millis({ min: 1 }),
    env: 'HEARTBEAT',
    default: 600_000,
    describe: 'With `sendOnChange`, a value that has not changed is sent again after this.',
  }),
  attributes: {
    ...exporterSchema.attributes,
    include: option({
      type: list(),
      env: 'ATTRIBUTES_INCLUDE',
      default: [],
      describe: 'Only attributes whose keys match are part of a key; `*` stands for any characters.',
      defaultText: 'none',
      whyDefault: 'each series costs an event of the month in each export',
    }),
    exclude: option({
      ...exporterSchema.attributes.exclude,
      describe: 'Attributes whose keys match are never part of a key.',
    }),
  },
  resourceAttributes: option({
    ...exporterSchema.resourceAttributes,
    describe: 'Attributes of the resource that every key has; the name of the service is that of the bucket.',
  }),
  temporalityPreference: option({
    ...exporterSchema.temporalityPreference,
    whyDefault:
      'counters as totals, where repeats and gaps do no harm; histograms as deltas, so that percentiles are of the interval, but with count and sum as totals. With the other words, both are what the SDK says',
  }),
} as const satisfies SchemaFor<InitialStateMetricExporterOptions>;

export const initialStateEnvPrefixes = ['OTEL_EXPORTER_INITIALSTATE_', 'OTELWIRE_INITIALSTATE_'];

/** What the tables of the README are made of. */
export const optionTables: {
  readonly 'initial-state': {
    readonly schema: typeof initialStateSchema;
    readonly envPrefixes: readonly string[];
  };
  readonly 'initial-state-client': {
    readonly schema: typeof initialStateStreamerSchema;
    readonly envPrefixes: readonly string[];
  };
} = {
  'initial-state': { schema: initialStateSchema, envPrefixes: initialStateEnvPrefixes },
  'initial-state-client': { schema: initialStateStreamerSchema, envPrefixes: initialStateClientEnvPrefixes },
};
